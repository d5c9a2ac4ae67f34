// Calls out of a conversation, and the chat of a meeting, in English.

export const ringingEn = {
  ringing: {
    start: 'Call',
    startGroup: 'Call all members',
    incoming: (name: string) => `${name} is calling`,
    incomingGroup: (name: string, group: string) => `${name} is calling the group ${group}`,
    accept: 'Answer',
    acceptInstead: 'Leave this meeting and answer',
    decline: 'Decline',
    calling: (name: string) => `Calling ${name} …`,
    callingGroup: (group: string) => `Calling the members of ${group} …`,
    declined: (name: string) => `${name} declined the call.`,
    declinedGroup: 'All members declined the call.',
    missed: (name: string) => `${name} did not answer.`,
    missedGroup: 'No member answered.',
    stop: 'Stop calling',
    dismiss: 'Close this message',
    other: 'the other person',
  },
  roomChat: {
    title: 'Chat',
    open: 'Show chat',
    close: 'Close chat',
    unread: (count: number) => `Chat, ${count} unread`,
    kept: (time: string) => `Kept for ${time} after the meeting, for the people who were in it.`,
    keep: 'Keep after the meeting for',
    days: (days: number) =>
      days % 365 === 0
        ? `${days / 365} ${days === 365 ? 'year' : 'years'}`
        : `${days} ${days === 1 ? 'day' : 'days'}`,
    over: 'This was written in a meeting. Only people who are in it can write here.',
    to: 'To',
    everyone: 'Everyone in the meeting',
    privateTo: (name: string) => `Private: only ${name} and you read this`,
    privateMark: (name: string) => `${name} (private)`,
    privateUnread: (name: string, count: number) => `${name} (private, ${count} unread)`,
    newMessage: (name: string, words: string) => `${name}: ${words}`,
    newPrivate: (name: string, words: string) => `${name}, to you alone: ${words}`,
    roomTitle: (number: string) => `Meeting ${number}`,
    asideTitle: (name: string, number: string) => `${name}, private in meeting ${number}`,
  },
};
