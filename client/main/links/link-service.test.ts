import { expect, test } from 'vitest';
import type { DesktopLink } from '../../link/desktop-link.ts';
import { CallWatch } from '../call/call-watch.ts';
import { healData } from '../store/heal-data.ts';
import { LinkService } from './link-service.ts';

const here = 'https://meet.example.org';
const known = 'https://known.example.org';
const link = (origin: string, number = '12345'): DesktopLink => ({ origin, number, secret: 'S' });

function open(connectedOrigin: string | null = here) {
  const did: string[] = [];
  const questions: ((leave: boolean) => void)[] = [];
  const calls = new CallWatch();
  const tell = (number: string | null): void => {
    const call =
      number === null ? null : ({ number, microphone: 'on', camera: 'off', share: 'off' } as const);
    void calls.handlers()['call:tell']({ call });
  };
  const service = new LinkService({
    servers: {
      connectedOrigin,
      openLink: async ({ origin, number }) => void did.push(`open ${origin} ${number}`),
      suggest: (address) => did.push(`suggest ${address}`),
    },
    store: { data: healData({ servers: [{ origin: here }, { origin: known }] }, 'en') },
    calls,
    showWindow: () => did.push('show'),
    askToLeave: () => new Promise((resolve) => questions.push(resolve)),
    leaveCall: () => did.push('leave'),
  });
  return { service, did, questions, tell };
}

test('outside of a call a link to a server that the person knows is opened', async () => {
  const { service, did } = open();
  await service.open(link(here));
  await service.open(link(known));
  expect(did).toEqual(['show', `open ${here} 12345`, 'show', `open ${known} 12345`]);
});

test('a link to a server that the person did not choose is only suggested', async () => {
  const { service, did } = open();
  await service.open(link('https://evil.example'));
  expect(did).toEqual(['show', 'suggest plenum://evil.example/12345?key=S']);
});

test('a link into the meeting that one is in shows the window and nothing else', async () => {
  const { service, did, tell, questions } = open();
  tell('12345');
  await service.open(link(here));
  expect([did, questions]).toEqual([['show'], []]);
});

test.each([link(here, '54321'), link(known), link('https://evil.example')])(
  'a link elsewhere leaves no call by itself: the person is asked, and may stay',
  async (elsewhere) => {
    const { service, did, tell, questions } = open();
    tell('12345');
    const opening = service.open(elsewhere);
    questions[0]?.(false);
    await opening;
    tell(null);
    expect(did).toEqual(['show']);
  },
);

test('a person who says yes leaves the call first, and the link opens once it is over', async () => {
  const { service, did, tell, questions } = open();
  tell('12345');
  const opening = service.open(link(here, '54321'));
  questions[0]?.(true);
  await opening;
  expect(did).toEqual(['show', 'leave']);
  tell('12345');
  expect(did).toEqual(['show', 'leave']);
  tell(null);
  expect(did).toEqual(['show', 'leave', 'show', `open ${here} 54321`]);
  tell('54321');
  tell(null);
  expect(did).toHaveLength(4);
});

test('a call that ended while the question stood is not left again', async () => {
  const { service, did, tell, questions } = open();
  tell('12345');
  const opening = service.open(link(known));
  tell(null);
  questions[0]?.(true);
  await opening;
  expect(did).toEqual(['show', 'show', `open ${known} 12345`]);
});

test('links in a row ask one question', async () => {
  const { service, tell, questions } = open();
  tell('12345');
  const first = service.open(link(known));
  await service.open(link(known));
  await service.open(link('https://evil.example'));
  expect(questions).toHaveLength(1);
  questions[0]?.(false);
  await first;
  void service.open(link(known));
  expect(questions).toHaveLength(2);
});
