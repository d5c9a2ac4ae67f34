// 简体中文 texts of the frame: places, the strip of a running call.
import type { shellEn } from './en.ts';

export const shellZh: typeof shellEn = {
  shell: {
    places: '位置',
    more: '更多',
    meetings: '会议',
    backTo: (list) => `返回${list}`,
    withCount: (place, count) => `${place}，${count} 条新消息`,
    strip: {
      title: '进行中的会议',
      inMeeting: '会议中',
      return: '返回',
      returnHint: '重新显示会议',
    },
  },
};
