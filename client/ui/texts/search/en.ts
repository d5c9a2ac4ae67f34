// English texts of the search of messages.
export const searchEn = {
  search: {
    title: 'Search messages',
    here: 'Search this chat',
    label: 'Words to find',
    where: 'Where',
    everywhere: 'All chats',
    who: 'From whom',
    anyone: 'Anyone',
    from: 'From',
    to: 'Until',
    hint: 'Type any part of a message.',
    running: 'Searching…',
    found: (count: number, more: boolean) =>
      more ? `${count} found so far, newest first` : `${count} found, newest first`,
    nothing: 'No message has these words. Check the spelling, or search all chats and dates.',
    notYet: 'Nothing found so far. Older messages have not been searched yet.',
    further: 'Search older messages',
    searchFor: (text: string) => `Search messages for “${text}”`,
    messages: 'Messages',
  },
};
