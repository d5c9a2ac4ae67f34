// 程序自身（网页之外）所说的几句话。Chinese sentences of the program itself, in the shape of the English ones.
import type { ProgramTexts } from './en.ts';

export const zh = {
  tray: {
    notConnected: 'Plenum：未连接',
    noCall: 'Plenum：不在会议中',
    live: 'Plenum：会议 {number}，麦克风已打开',
    muted: 'Plenum：会议 {number}，麦克风已关闭',
    sharing: 'Plenum：会议 {number}，正在共享屏幕',
    open: '打开 Plenum',
    microphoneOn: '打开麦克风',
    microphoneOff: '关闭麦克风',
    stopSharing: '停止共享',
    leave: '离开会议',
    quit: '退出 Plenum',
  },
  share: {
    pickerTitle: '共享屏幕',
    badgeTitle: '正在共享屏幕',
  },
  link: {
    question: '离开当前会议并前往会议 {number}？',
    leave: '离开并前往',
    stay: '留在这里',
  },
  media: {
    question: '允许 {server} 使用您的摄像头和麦克风吗？',
    detail: '每个服务器只询问一次。在您于会议中打开之前，它们保持关闭。',
    allow: '允许',
    refuse: '暂不',
  },
  settings: {
    talkKey: '按住 {key} 说话，在使用其他程序时也有效，是否启用？',
    muteKey: '用 {key} 静音和取消静音，在使用其他程序时也有效，是否启用？',
    keyDetail: '启用后，会议期间服务器可以得知您何时按下此键。',
    startAtLogin: '登录系统时自动启动 Plenum 吗？',
    yes: '是',
    no: '否',
  },
} satisfies ProgramTexts;
