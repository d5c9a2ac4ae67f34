import { expect, test } from 'vitest';
import { followPageLife } from './page-life.ts';

function setUp(inCall: boolean) {
  const page = new EventTarget();
  const said: string[] = [];
  followPageLife({
    page,
    asks: () => inCall,
    left: () => said.push('left'),
    reload: () => said.push('reload'),
  });
  /** Whether the browser asks. */
  const close = (): boolean => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  const show = (persisted: boolean) =>
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  return { page, said, close, show };
}

test('U2: closing asks in a call, and only there', () => {
  expect([setUp(true).close(), setUp(false).close()]).toEqual([true, false]);
});

test('X12: a page out of the cache is loaded again, without a question; one that is shown first is not', () => {
  const { page, said, close, show } = setUp(true);
  show(false);
  expect(said).toEqual([]);
  page.dispatchEvent(new Event('pagehide'));
  show(true);
  expect([said, close()]).toEqual([['left', 'reload'], false]);
});
