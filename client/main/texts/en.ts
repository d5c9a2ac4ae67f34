// The few sentences that the program says itself, outside of its pages. Defines the shape that the other languages keep to.
export const en = {
  tray: {
    notConnected: 'Plenum: not connected',
    noCall: 'Plenum: not in a meeting',
    /** Blank: `{number}` the five digits of the meeting. */
    live: 'Plenum: meeting {number}, microphone on',
    muted: 'Plenum: meeting {number}, microphone off',
    sharing: 'Plenum: meeting {number}, sharing your screen',
    open: 'Open Plenum',
    microphoneOn: 'Switch microphone on',
    microphoneOff: 'Switch microphone off',
    stopSharing: 'Stop sharing',
    leave: 'Leave the meeting',
    quit: 'Quit Plenum',
  },
  share: {
    pickerTitle: 'Share your screen',
    badgeTitle: 'Sharing your screen',
  },
  /** Asked when a link is followed during a call. */
  link: {
    /** Blank: `{number}` the five digits of the other meeting. */
    question: 'Leave this meeting and go to meeting {number}?',
    leave: 'Leave and go there',
    stay: 'Stay here',
  },
  /** Asked when the page of a server first wants a device. */
  media: {
    /** Blank: `{server}` its address. */
    question: 'May {server} use your camera and microphone?',
    detail: 'You are asked once for each server. They stay off until you switch them on in a meeting.',
    allow: 'Allow',
    refuse: 'Not now',
  },
  /** Asked when a page wants what reaches beyond its window. */
  settings: {
    /** Blank: `{key}` as the settings show it. */
    talkKey: 'Hold {key} to talk, also while other programs are in front?',
    muteKey: 'Mute and unmute with {key}, also while other programs are in front?',
    keyDetail: 'During a meeting its server can then tell when you press this key.',
    startAtLogin: 'Start Plenum by itself when you log in?',
    yes: 'Yes',
    no: 'No',
  },
};

export type ProgramTexts = typeof en;
