// 简体中文 texts of signing in, registering and the account.
import { passwordLength } from '../../../../protocol/limits.ts';
import type { accountEn } from './en.ts';

export const accountZh: typeof accountEn = {
  welcome: {
    headline: '在自己的服务器上开会',
    starting: '正在启动…',
    returning: (number: string) => `正在返回会议 ${number}…`,
    invited: (number: string) => `有人邀请您加入会议 ${number}，请登录或注册后加入。`,
  },
  signIn: {
    title: '登录',
    login: '手机号或昵称',
    password: '密码',
    showPassword: '显示密码',
    hidePassword: '隐藏密码',
    stay: '在此设备上保持登录',
    submit: '登录',
    noAccount: '还没有账号？',
    register: '注册账号',
  },
  register: {
    title: '注册账号',
    phone: '手机号',
    nickname: '昵称',
    nicknameHint: '其他人在会议中看到的名字。',
    password: '密码',
    passwordHint: `至少 ${passwordLength.min} 个字符。`,
    confirm: '再次输入密码',
    submit: '注册',
    haveAccount: '已有账号？',
    signIn: '登录',
  },
  account: {
    menu: '账号菜单',
    settings: '设置',
    changePassword: '修改密码',
    signOut: '退出登录',
    signOutEverywhere: '退出所有设备',
    signOutEverywhereQuestion: '要在所有设备上退出登录吗？',
    signOutEverywhereHint: '该账号的所有窗口和设备都会退出登录，包括当前这一个。',
    currentPassword: '当前密码',
    newPassword: '新密码',
    confirmPassword: '再次输入新密码',
    passwordChanged: '密码已修改，其他设备已退出登录。',
    language: '语言',
    theme: '主题',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
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
};
