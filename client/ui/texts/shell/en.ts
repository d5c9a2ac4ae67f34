// English texts of the frame: places, the strip of a running call.

export const shellEn = {
  shell: {
    places: 'Places',
    more: 'More',
    dismissToast: 'Dismiss',
    meetings: 'Meetings',
    unread: 'Unread',
    backTo: (list: string) => `Back to ${list}`,
    news: (count: number) => `${count} new`,
    strip: {
      title: 'Running meeting',
      inMeeting: 'In meeting',
      return: 'Return',
      returnHint: 'Show the meeting again',
      minimize: 'Other places',
      minimizeHint: 'See other places while the meeting goes on',
    },
  },
  meetings: {
    now: 'Running now',
    inside: (count: number) => (count === 1 ? '1 person inside' : `${count} people inside`),
  },
  palette: {
    title: 'Search',
    label: 'Find conversations, people, meetings and places',
    results: 'What was found',
    nothing: 'Nothing fits. Try fewer letters.',
    count: (count: number) => `${count} found`,
    joinMeeting: (number: string) => `Join meeting ${number}`,
  },
};
