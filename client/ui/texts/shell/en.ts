// English texts of the frame: places, the strip of a running call.

export const shellEn = {
  shell: {
    places: 'Places',
    more: 'More',
    meetings: 'Meetings',
    backTo: (list: string) => `Back to ${list}`,
    withCount: (place: string, count: number) => `${place}, ${count} new`,
    strip: {
      title: 'Running meeting',
      inMeeting: 'In meeting',
      return: 'Return',
      returnHint: 'Show the meeting again',
    },
  },
};
