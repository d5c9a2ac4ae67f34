// 简体中文 texts of the list of people and the quality of the call.
import type { peopleEn } from './en.ts';

export const peopleZh: typeof peopleEn = {
  people: {
    title: (count: number) => `成员（${count}）`,
    lock: '锁定会议',
    lockHint: '锁定后，只有持邀请链接的人才能加入。',
    pin: '需要会议密码',
    pinHint: '凭会议号加入的人需输入密码。邀请链接无需密码。',
    pinIs: '会议密码：',
    pinGuessed: (count: number) =>
      `一小时内有人输错会议密码 ${count} 次。更换新密码后旧密码失效，请把新密码告知尚未加入的人。`,
    pinNew: '更换密码',
    voice: '所有人的语音编码',
    microphoneOn: '麦克风已打开',
    microphoneOff: '麦克风已关闭',
    cameraOn: '摄像头已打开',
    cameraOff: '摄像头已关闭',
    sharing: '正在共享屏幕',
    volume: '音量',
    volumeOf: (nickname: string) => `${nickname} 的音量`,
    close: '关闭成员列表',
    connections: {
      good: '网络良好',
      fair: '网络一般，有少量丢包',
      poor: '网络较差',
    },
  },
  statistics: {
    title: '通话质量',
    copy: '复制为文字',
    sentByYou: '我（发送）',
    nothing: '目前没有发送或接收任何内容。',
    columns: {
      person: '成员',
      stream: '内容',
      codec: '编码',
      bitrate: '码率',
      loss: '丢包',
      delay: '延迟',
      roundTrip: '往返',
      picture: '视频',
      layer: '层',
    },
    sources: {
      microphone: '语音',
      camera: '摄像头',
      screen: '屏幕',
      'screen-sound': '屏幕声音',
    },
  },
};
