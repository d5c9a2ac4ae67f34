// Opens the meeting's chat, and a private line of it, as the panel is looked at.
import { useEffect, useState } from 'react';
import type { Problem } from '../../app/meeting-model.ts';
import { useActions } from '../state/meeting-context.ts';
import type { Recipient } from './list-room-chats.ts';

export interface OpenedChat {
  /** What is shown: the meeting's chat, or the private line to the recipient. */
  readonly conversation: string | undefined;
  readonly problem: Problem | undefined;
  /** How long the meeting's conversations are kept after its end. */
  readonly keepDays: number | undefined;
  /** For the host. */
  keep(days: number): Promise<void>;
}

/** @param mainId of the meeting's chat, as far as it is known @param recipient of a private line; `undefined`: everyone */
export function useOpenedChat(mainId: string | undefined, recipient: Recipient | undefined): OpenedChat {
  const { conversations } = useActions();
  const [main, setMain] = useState<{ readonly conversation: string; readonly keepDays: number }>();
  const [aside, setAside] = useState<{ readonly for: string; readonly conversation: string }>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    const open = async () => {
      const opened = await conversations.openRoom();
      if ('code' in opened) setProblem(opened);
      else setMain(opened);
    };
    void open();
  }, [conversations]);
  const { key, peerId, conversation } = recipient ?? {};
  useEffect(() => {
    if (key === undefined || peerId === undefined || conversation !== undefined) return;
    let isWanted = true;
    const open = async () => {
      const opened = await conversations.openAside(peerId);
      if (!isWanted) return;
      if (typeof opened === 'string') setAside({ for: key, conversation: opened });
      else setProblem(opened);
    };
    void open();
    return () => {
      isWanted = false;
    };
  }, [key, peerId, conversation, conversations]);
  const ofRecipient = conversation ?? (aside?.for === key ? aside?.conversation : undefined);
  return {
    conversation: recipient === undefined ? (mainId ?? main?.conversation) : ofRecipient,
    problem,
    keepDays: main?.keepDays,
    keep: async (keepDays) => {
      const refused = await conversations.keepRoom(keepDays);
      setProblem(refused);
      if (refused === undefined) setMain((known) => known && { ...known, keepDays });
    },
  };
}
