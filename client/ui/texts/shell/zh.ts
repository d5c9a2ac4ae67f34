// 简体中文 texts of the frame: places, the strip of a running call.
import type { shellEn } from './en.ts';

export const shellZh: typeof shellEn = {
  shell: {
    places: '位置',
    more: '更多',
    dismissToast: '关闭',
    meetings: '会议',
    unread: '未读',
    backTo: (list) => `返回${list}`,
    news: (count) => `${count} 条新消息`,
    strip: {
      title: '进行中的会议',
      inMeeting: '会议中',
      return: '返回',
      returnHint: '重新显示会议',
      minimize: '其他位置',
      minimizeHint: '查看其他位置，会议缩成一条继续进行',
    },
  },
  meetings: {
    now: '正在进行',
    inside: (count) => `${count} 人在会`,
  },
  palette: {
    title: '搜索',
    label: '查找对话、联系人、会议和位置',
    results: '搜索结果',
    nothing: '没有找到。请少输入几个字再试。',
    count: (count) => `找到 ${count} 项`,
    joinMeeting: (number) => `加入会议 ${number}`,
  },
};
