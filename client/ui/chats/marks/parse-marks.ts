// What is marked in a text: bold, code, lists, quotes, links. Text in, tree out; nothing of it is ever HTML. Pure.
import MarkdownIt, { type Token } from 'markdown-it';
import { safeExternal } from '../../../link/safe-external.ts';

export type Mark =
  | { readonly kind: 'text' | 'code' | 'code-block'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Mark[] }
  | { readonly kind: 'numbers'; readonly start: number; readonly children: readonly Mark[] }
  | { readonly kind: Group; readonly children: readonly Mark[] };

type Group = 'paragraph' | 'bold' | 'italic' | 'strike' | 'quote' | 'bullets' | 'item';

/** Quotes and lists within one another that the parser follows; a text with more is shown as it was written. */
const parsedNestingMax = 250;
/** Of them, as many are shown as such; what lies deeper stands with the last of them. */
const shownNestingMax = 20;
/** Marks that would turn the direction of what stands around them, or hide where a link leads. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/gu;

const groups: Readonly<Record<string, Group>> = {
  paragraph: 'paragraph',
  strong: 'bold',
  em: 'italic',
  s: 'strike',
  blockquote: 'quote',
  bullet_list: 'bullets',
  list_item: 'item',
};

const parser = createParser();

/** @param text as it was written */
export function parseMarks(text: string): readonly Mark[] {
  const tokens = parser.parse(text, {});
  // The parser drops what lies deeper.
  const isTooDeep = tokens.some(({ level }) => level >= parsedNestingMax - 1);
  return isTooDeep ? [{ kind: 'code-block', text: shown(text) }] : new Reader(tokens, 0).read();
}

function createParser() {
  const made = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: parsedNestingMax });
  // A message is no page: it has no headings, rules, tables or definitions.
  made.disable(['heading', 'lheading', 'hr', 'table', 'reference', 'html_block', 'html_inline', 'entity']);
  // Only what says where it leads becomes a link by itself.
  made.linkify?.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  made.validateLink = (href) => safeExternal(href) !== undefined;
  return made;
}

/** Makes a tree of the parser's list, in which groups are opened and closed. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth: number;

  constructor(tokens: readonly Token[], depth: number) {
    this.#tokens = tokens;
    this.#depth = depth;
  }

  /** Up to the end of the group that is open. */
  read(): Mark[] {
    const marks: Mark[] = [];
    for (let token = this.#next(); token !== undefined && token.nesting >= 0; token = this.#next())
      marks.push(...this.#markOf(token));
    return marks;
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #markOf(token: Token): readonly Mark[] {
    if (token.nesting > 0) return this.#groupOf(token);
    switch (token.type) {
      case 'inline':
        return new Reader(token.children ?? [], this.#depth).read();
      case 'softbreak':
      case 'hardbreak':
        return [{ kind: 'break' }];
      case 'code_inline':
        return [{ kind: 'code', text: shown(token.content) }];
      case 'fence':
      case 'code_block':
        return [{ kind: 'code-block', text: shown(token.content.replace(/\n$/, '')) }];
      case 'image':
        // No message loads anything from elsewhere.
        return [{ kind: 'text', text: shown(`![${token.content}](${token.attrGet('src') ?? ''})`) }];
      default:
        return token.content === '' ? [] : [{ kind: 'text', text: shown(token.content) }];
    }
  }

  #groupOf(token: Token): readonly Mark[] {
    this.#depth += 1;
    const children = this.read();
    this.#depth -= 1;
    return this.#depth < shownNestingMax ? [this.#named(token, children)] : children;
  }

  #named(token: Token, children: readonly Mark[]): Mark {
    const name = token.type.replace(/_open$/, '');
    if (name === 'link') {
      const href = safeExternal(String(token.attrGet('href') ?? ''));
      return href === undefined ? { kind: 'paragraph', children } : { kind: 'link', href, children };
    }
    if (name === 'ordered_list')
      return { kind: 'numbers', start: Number(token.attrGet('start') ?? 1), children };
    return { kind: groups[name] ?? 'paragraph', children };
  }
}

function shown(text: string): string {
  return text.replaceAll(directionMarks, '');
}
