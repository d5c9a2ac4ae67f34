// Chinese texts of attachments and voice messages.
import type { filesEn } from './en.ts';

export const filesZh: typeof filesEn = {
  files: {
    attach: '添加文件',
    tray: '已添加的文件',
    remove: (name) => `移除 ${name}`,
    retry: (name) => `重新发送 ${name}`,
    progress: (name) => `正在发送 ${name}`,
    dismiss: '关闭',
    pictures: (count) => `${count} 张图片`,
    open: (name) => `打开 ${name}`,
    save: (name) => `保存 ${name}`,
    previous: '上一张图片',
    next: '下一张图片',
    dropHere: '将文件拖到这里即可添加',
  },
  voice: {
    record: '录制语音消息',
    lock: '松开也继续录制',
    cancel: '放弃这条语音消息',
    done: '停止并先试听',
    send: '发送语音消息',
    recording: '正在录制语音消息',
    play: '播放语音消息',
    pause: '暂停',
    position: '语音消息的播放位置',
    speed: (speed) => `播放速度：${speed} 倍`,
    unheard: '尚未收听',
    left: '有一条语音消息没有发送。',
    name: '语音消息',
  },
};
