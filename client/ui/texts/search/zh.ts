// Simplified Chinese texts of the search of messages.
import type { searchEn } from './en.ts';

export const searchZh: typeof searchEn = {
  search: {
    title: '搜索消息',
    here: '在此聊天中搜索',
    label: '要查找的文字',
    where: '范围',
    everywhere: '所有聊天',
    who: '发送者',
    anyone: '任何人',
    from: '从',
    to: '到',
    hint: '输入消息中的任意文字。',
    running: '正在搜索…',
    found: (count: number, more: boolean) =>
      more ? `${count} 条消息（还没有搜索完），最新的在前` : `${count} 条消息，最新的在前`,
    nothing: '没有包含这些文字的消息。请检查输入，或搜索所有聊天和日期。',
    notYet: '暂未找到。更早的消息还没有搜索。',
    further: '搜索更早的消息',
    searchFor: (text: string) => `搜索包含“${text}”的消息`,
    messages: '消息',
  },
};
