// One person in the people panel: name, what they have on, and how loud they play here.
import { Crown, Mic, MicOff, MonitorUp, Video, VideoOff, Volume2, WifiOff } from 'lucide-react';
import { useId, useState } from 'react';
import type { PeerInfo } from '../../../protocol/room/roster.ts';
import { Avatar } from '../parts/avatar.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { useTexts } from '../texts/language-store.ts';
import type { Quality } from './compare-streams.ts';
import { ConnectionBadge } from './connection-badge.tsx';
import { isOn } from './list-tiles.ts';
import { LookAlikeBadge } from './look-alike-badge.tsx';
import { SourceBadge } from './source-badge.tsx';
import { SentSources } from './sent-sources.tsx';
import { VolumeSlider } from './volume-slider.tsx';

interface PersonRowProps {
  readonly peer: PeerInfo;
  readonly own: boolean;
  readonly host: boolean;
  readonly quality: Quality | undefined;
}

export function PersonRow({ peer, own, host, quality }: PersonRowProps) {
  const texts = useTexts();
  const [volumeShown, setVolumeShown] = useState(false);
  const sliderId = useId();
  const microphone = isOn(peer, 'microphone');
  const camera = isOn(peer, 'camera');
  return (
    <li className="rounded-lg px-2 py-1">
      <div className="flex min-h-11 items-center gap-2.5">
        <Avatar nickname={peer.nickname} className="size-9 text-sm" />
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-1.5 text-[0.9375rem] leading-5">
            <PersonName name={peer.nickname} className="truncate" />
            {peer.looksLikeOlder && <LookAlikeBadge />}
          </p>
          <p className="flex items-center gap-2 truncate text-xs text-ink-soft empty:hidden">
            {own && <span>{texts.call.you}</span>}
            {host && (
              <span className="flex items-center gap-1">
                <Crown aria-hidden="true" className="size-3.5" />
                {texts.call.host}
              </span>
            )}
            {!peer.connected && (
              <span className="flex items-center gap-1 text-warning-ink">
                <WifiOff aria-hidden="true" className="size-3.5" />
                {texts.call.connectionLost}
              </span>
            )}
          </p>
        </div>
        {quality && <ConnectionBadge quality={quality} />}
        {isOn(peer, 'screen') && <SourceBadge icon={MonitorUp} on label={texts.people.sharing} />}
        <SourceBadge
          icon={camera ? Video : VideoOff}
          on={camera}
          label={camera ? texts.people.cameraOn : texts.people.cameraOff}
        />
        <SourceBadge
          icon={microphone ? Mic : MicOff}
          on={microphone}
          label={microphone ? texts.people.microphoneOn : texts.people.microphoneOff}
        />
        {own ? (
          <span className="size-10" />
        ) : (
          <IconButton
            icon={Volume2}
            label={texts.people.volumeOf(peer.nickname)}
            hint={texts.people.volume}
            aria-expanded={volumeShown}
            aria-controls={sliderId}
            onClick={() => setVolumeShown(!volumeShown)}
            look="soft"
          />
        )}
      </div>
      <SentSources peer={peer} />
      <div id={sliderId}>{volumeShown && <VolumeSlider peer={peer} />}</div>
    </li>
  );
}
