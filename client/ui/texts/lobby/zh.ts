// 简体中文 texts of the lobby: starting, joining, trying devices, effects.
import type { lobbyEn } from './en.ts';

export const lobbyZh: typeof lobbyEn = {
  home: '首页',
  lobby: {
    greeting: (nickname: string) => `${nickname}，您好`,
    createTitle: '新的会议',
    createHint: '您会得到一个会议号和邀请链接，发给其他人即可。',
    create: '发起会议',
    joinTitle: '加入会议',
    joinHint: '输入五位会议号，或粘贴邀请链接。',
    number: '会议号',
    pin: '会议密码',
    join: '加入',
    recent: '最近的会议',
    rejoin: (number: string) => `再次加入会议 ${number}`,
    noRecent: '您加入过的会议会显示在这里。',
    joining: '正在加入会议…',
    unknownAddress: 'Plenum 中没有这个地址对应的页面。请检查链接，或从这里继续。',
  },
  switchMeeting: {
    title: '要加入另一个会议吗？',
    question: (from: string, to: string) => `您正在会议 ${from} 中。要离开并加入会议 ${to} 吗？`,
    leaveAndJoin: '离开并加入',
    stay: '留在这里',
  },
  deviceCheck: {
    title: '检查摄像头和麦克风',
    preview: '您的摄像头',
    testSpeaker: '测试',
    joinWithMicrophone: '加入时打开麦克风',
    joinWithCamera: '加入时打开摄像头',
  },
  effects: {
    title: '背景和贴纸',
    background: '背景',
    backgrounds: {
      none: '无',
      blur: '虚化',
      hills: '山丘',
      study: '书房',
      dusk: '黄昏',
      night: '夜景',
      own: '我的图片',
    },
    choosePicture: '选择图片…',
    forgetPicture: '移除我的图片',
    stickers: '贴纸',
    stickerNames: { hat: '帽子', glasses: '眼镜', moustache: '胡子' },
    hint: '全部在本机处理，摄像头打开时才运行。',
    cost: (percent, milliseconds, perSecond) =>
      `约占一个处理器核心的 ${percent}：每帧 ${milliseconds} 毫秒，每秒 ${perSecond} 帧。`,
    unavailable: '当前浏览器无法处理摄像头视频，请使用新版 Chrome、Edge 或桌面程序来设置背景和贴纸。',
  },
};
