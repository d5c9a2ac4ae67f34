// English texts of attachments and voice messages.

export const filesEn = {
  files: {
    attach: 'Attach files',
    tray: 'Attached files',
    remove: (name: string) => `Remove ${name}`,
    retry: (name: string) => `Send ${name} again`,
    progress: (name: string) => `${name} is being sent`,
    dismiss: 'Dismiss',
    pictures: (count: number) => (count === 1 ? 'Image' : `${count} images`),
    open: (name: string) => `Open ${name}`,
    save: (name: string) => `Save ${name}`,
    previous: 'Previous image',
    next: 'Next image',
    dropHere: 'Drop files here to attach them',
  },
  voice: {
    record: 'Record a voice message',
    lock: 'Go on without holding',
    cancel: 'Discard the voice message',
    done: 'Stop and listen first',
    send: 'Send the voice message',
    recording: 'A voice message is being recorded',
    play: 'Play the voice message',
    pause: 'Pause',
    position: 'Position in the voice message',
    speed: (speed: string) => `Speed: ${speed} times`,
    unheard: 'Not listened to yet',
    left: 'A voice message was not sent.',
    name: 'Voice message',
  },
};
