// English texts of the list of people and the quality of the call.

export const peopleEn = {
  people: {
    title: (count: number) => `People (${count})`,
    lock: 'Lock the meeting',
    lockHint: 'Only people with the invitation link can still join.',
    pin: 'Ask for a PIN',
    pinHint: 'People who join by number must type it. The invitation link needs no PIN.',
    pinIs: 'PIN:',
    pinGuessed: (count: number) =>
      `${count} wrong PINs were tried here within an hour. With a new PIN the old one opens nothing any more. Tell it to people who are still to come.`,
    pinNew: 'New PIN',
    voice: 'Voice codec for everybody',
    microphoneOn: 'Microphone on',
    microphoneOff: 'Microphone off',
    cameraOn: 'Camera on',
    cameraOff: 'Camera off',
    sharing: 'Sharing the screen',
    volume: 'Volume',
    volumeOf: (nickname: string) => `Volume of ${nickname}`,
    close: 'Close people',
    connections: {
      good: 'Connection good',
      fair: 'Connection fair, some data lost',
      poor: 'Connection poor',
    },
  },
  statistics: {
    title: 'Call quality',
    copy: 'Copy as text',
    sentByYou: 'You (sent)',
    nothing: 'Nothing is being sent or received right now.',
    columns: {
      person: 'Person',
      stream: 'Stream',
      codec: 'Codec',
      bitrate: 'Bitrate',
      loss: 'Loss',
      delay: 'Delay',
      roundTrip: 'Round trip',
      picture: 'Video',
      layer: 'Layer',
    },
    sources: {
      microphone: 'Voice',
      camera: 'Camera',
      screen: 'Screen',
      'screen-sound': 'Screen sound',
    },
  },
};
