// Calls out of a conversation, and the chat of a meeting, in Chinese.
import type { ringingEn } from './en.ts';

export const ringingZh: typeof ringingEn = {
  ringing: {
    start: '呼叫',
    startGroup: '呼叫全体成员',
    incoming: (name) => `${name} 正在呼叫您`,
    incomingGroup: (name, group) => `${name} 正在呼叫群 ${group}`,
    accept: '接听',
    acceptInstead: '离开当前会议并接听',
    decline: '拒绝',
    calling: (name) => `正在呼叫 ${name}…`,
    callingGroup: (group) => `正在呼叫 ${group} 的成员…`,
    declined: (name) => `${name} 已拒绝。`,
    declinedGroup: '所有成员都已拒绝。',
    missed: (name) => `${name} 无人接听。`,
    missedGroup: '没有成员接听。',
    stop: '停止呼叫',
    dismiss: '关闭此消息',
    other: '对方',
  },
  roomChat: {
    title: '聊天',
    open: '显示聊天',
    close: '关闭聊天',
    unread: (count) => `聊天，${count} 条未读`,
    kept: '会议中的人（包括稍后加入的人）都能看到这里的消息，会议结束后保留 30 天。',
    to: '发送给',
    everyone: '会议中的所有人',
    privateTo: (name) => `私聊：只有 ${name} 和您能看到`,
    privateMark: (name) => `${name}（私聊）`,
    newMessage: (name, words) => `${name}：${words}`,
    newPrivate: (name, words) => `${name} 私下对您说：${words}`,
    empty: '本次会议还没有消息。',
    roomTitle: (number) => `会议 ${number}`,
    asideTitle: (name, number) => `${name}，会议 ${number} 中的私聊`,
  },
};
