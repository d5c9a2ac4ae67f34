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
};

export type ProgramTexts = typeof en;
