// 简体中文 texts of every screen, in the shape of the English ones.
import { accountZh } from './account/zh.ts';
import { callZh } from './call/zh.ts';
import { chatsZh } from './chats/zh.ts';
import { contactsZh } from './contacts/zh.ts';
import { desktopZh } from './desktop/zh.ts';
import { filesZh } from './files/zh.ts';
import { groupsZh } from './groups/zh.ts';
import { lobbyZh } from './lobby/zh.ts';
import { peopleZh } from './people/zh.ts';
import { problemsZh } from './problems/zh.ts';
import { ringingZh } from './ringing/zh.ts';
import { searchZh } from './search/zh.ts';
import { settingsZh } from './settings/zh.ts';
import { shellZh } from './shell/zh.ts';
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
  actions: {
    close: '关闭',
    cancel: '取消',
    save: '保存',
  },
  problems: problemsZh,
  desktop: desktopZh,
  ...accountZh,
  ...filesZh,
  ...groupsZh,
  ...lobbyZh,
  ...callZh,
  ...chatsZh,
  ...contactsZh,
  ...peopleZh,
  ...ringingZh,
  ...searchZh,
  ...settingsZh,
  ...shellZh,
} satisfies Texts;
