// Says for some seconds that voices are sent as something else now, and why. Used by stage-badges.
import { AudioLines } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RoomVoice } from '../../../protocol/room/roster.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { planVoiceNews, type VoiceNews } from './plan-voice-news.ts';

/** Enough to read a sentence twice. */
const shownMs = 8000;

export function VoiceBadge() {
  const texts = useTexts();
  const news = useVoiceNews();
  return (
    <output className="max-w-full" data-testid="voice-news">
      {news && (
        <span className="flex animate-appear items-center gap-2.5 rounded-2xl border border-line bg-surface px-4 py-2 text-sm shadow-float">
          <AudioLines aria-hidden="true" className="size-4.5 shrink-0 text-ink-soft" />
          {texts.call.voiceNews[news]}
        </span>
      )}
    </output>
  );
}

function useVoiceNews(): VoiceNews | undefined {
  const chosen = useMeeting((state) => state.room?.voice.chosen);
  const used = useMeeting((state) => state.room?.voice.used);
  const speexAvailable = useMeeting((state) => state.speexAvailable);
  const beforeRef = useRef<RoomVoice>(undefined);
  const [news, setNews] = useState<VoiceNews>();
  useEffect(() => {
    if (!chosen || !used) return;
    const latest = planVoiceNews(beforeRef.current, { chosen, used }, speexAvailable);
    beforeRef.current = { chosen, used };
    setNews(latest);
    const timer = setTimeout(() => setNews(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [chosen, used, speexAvailable]);
  return news;
}
