// 简体中文 texts of every screen, in the shape of the English ones.
import { accountZh } from './account/zh.ts';
import { callZh } from './call/zh.ts';
import { desktopZh } from './desktop/zh.ts';
import { lobbyZh } from './lobby/zh.ts';
import { peopleZh } from './people/zh.ts';
import { problemsZh } from './problems/zh.ts';
import { settingsZh } from './settings/zh.ts';
import type { Texts } from './en.ts';

export const zh = {
  tag: 'zh-CN',
  languageName: '简体中文',
  problem: {
    wait: '稍后',
    unknownId: '无编号',
    dismiss: '关闭提示',
    currentPassword: '当前密码不正确，请重新输入。',
  },
  moved: {
    title: '会议已转到另一个窗口或设备',
    text: (number: string) =>
      `您的账号已在另一个窗口或设备上使用，因此这里已退出会议 ${number}。此处的麦克风、摄像头和屏幕共享都已关闭。`,
    join: '在这里加入',
    lobby: '前往首页',
  },
  signedIn: {
    title: '已登录的设备',
    hint: '如有不认识的设备，请将其退出登录，然后修改密码。',
    loading: '正在加载…',
    deviceName: (program: string, system: string) => `${system} 上的 ${program}`,
    unknownDevice: '未知设备',
    thisDevice: '本设备',
    lastUsed: (time: string) => `上次使用：${time}`,
    signOut: '退出登录',
    signOutDevice: (device: string) => `将 ${device} 退出登录`,
    signOutOthers: '将其他设备全部退出登录',
    newSignIn: (device: string, address: string) =>
      `您的账号在新设备上登录：${device}，${address}。如果不是您本人，请在设置中将其退出登录并修改密码。`,
    newSignIns: (count: string) =>
      `您的账号在 ${count} 台新设备上登录过。如果不是您本人，请在设置中将其退出登录并修改密码。`,
  },
  actions: {
    close: '关闭',
    cancel: '取消',
    save: '保存',
  },
  problems: problemsZh,
  desktop: desktopZh,
  ...accountZh,
  ...lobbyZh,
  ...callZh,
  ...peopleZh,
  ...settingsZh,
} satisfies Texts;
