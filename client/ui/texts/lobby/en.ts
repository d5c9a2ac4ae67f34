// English texts of the lobby: starting, joining, trying devices, effects.

export const lobbyEn = {
  home: 'Home',
  lobby: {
    greeting: (nickname: string) => `Hello, ${nickname}`,
    createTitle: 'New meeting',
    createHint: 'You get a number and a link to send to the others.',
    create: 'Start a meeting',
    joinTitle: 'Join a meeting',
    joinHint: 'Type the five digits, or paste an invitation link.',
    number: 'Meeting number',
    pin: 'PIN of the meeting',
    join: 'Join',
    recent: 'Recent meetings',
    rejoin: (number: string) => `Join meeting ${number} again`,
    noRecent: 'Meetings you join appear here.',
    joining: 'Joining the meeting…',
    unknownAddress: 'Plenum has no page at this address. Check the link, or go on from here.',
  },
  switchMeeting: {
    title: 'Go to another meeting?',
    question: (from: string, to: string) =>
      `You are in meeting ${from}. Do you want to leave it and join meeting ${to}?`,
    leaveAndJoin: 'Leave and join',
    stay: 'Stay here',
  },
  deviceCheck: {
    title: 'Check camera and microphone',
    preview: 'Your camera',
    testSpeaker: 'Test',
    joinWithMicrophone: 'Join with the microphone on',
    joinWithCamera: 'Join with the camera on',
  },
  effects: {
    title: 'Background and stickers',
    background: 'Background',
    backgrounds: {
      none: 'None',
      blur: 'Blurred',
      hills: 'Hills',
      study: 'Study',
      dusk: 'Dusk',
      night: 'Night',
      own: 'My picture',
    },
    choosePicture: 'Choose a picture…',
    forgetPicture: 'Remove my picture',
    stickers: 'Stickers',
    stickerNames: { hat: 'Hat', glasses: 'Glasses', moustache: 'Moustache' },
    hint: 'All of this happens on your computer, while your camera is on.',
    cost: (percent: string, milliseconds: string, perSecond: string) =>
      `Takes about ${percent} of one processor core: ${milliseconds} ms a frame, ${perSecond} frames a second.`,
    unavailable:
      'This browser cannot do backgrounds and stickers. Use a current Chrome or Edge, or the desktop program.',
  },
};
