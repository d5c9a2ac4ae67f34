import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { gapWaitMs } from '../../protocol/messages/message-limits.ts';
import { FakeMessageServer } from './fake-message-server.ts';

const me = 'me';

/** What happens next: a member writes, edits, recalls or reads, a notice is lost, late or doubled, the connection breaks or comes back. */
const deedArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), own: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'recall' as const), at: fc.nat() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), at: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('send' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('drop' as const, 'double' as const, 'swap' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('break' as const, 'connect' as const) }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.integer({ min: 1, max: 2 * gapWaitMs }),
    }),
  },
);

type Deed = typeof deedArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** Found by chance: a read marker of another device was lost, and only a message came after it. */
const examples: [Deed[], 'message' | 'marker'][] = [
  [
    [{ do: 'write', own: false }, { do: 'answer' }, { do: 'deliver' }, { do: 'read', at: 2 }, { do: 'drop' }],
    'message',
  ],
];

test('M2: row 4: row 7: row 12: whatever notices and answers are lost, late, doubled or reordered, log, outbox and badge are the server’s once it is quiet', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deedArbitrary, { maxLength: 60 }),
      fc.constantFrom('message' as const, 'marker' as const),
      async (deeds, last) => {
        const server = new FakeMessageServer(me);
        await server.connect();
        let written = 0;
        for (const deed of deeds) {
          if (deed.do === 'write') server.write(deed.own ? me : 'other');
          else if (deed.do === 'edit') server.edit(deed.at);
          else if (deed.do === 'recall') server.recall(deed.at);
          else if (deed.do === 'read') server.read(deed.at);
          else if (deed.do === 'send') await server.sync.send(server.conversation, `sent ${(written += 1)}`);
          else if (deed.do === 'drop') server.drop();
          else if (deed.do === 'double') server.double();
          else if (deed.do === 'swap') server.swap();
          else if (deed.do === 'break') server.break();
          else if (deed.do === 'connect') await server.connect();
          else if (deed.do === 'answer') await server.answer();
          else if (deed.do === 'deliver') await server.deliver();
          else if (deed.do === 'wait') await server.wait(deed.ms);
        }
        await server.settle(last);
        const { sync, conversation } = server;
        expect(sync.log(conversation)?.messages()).toEqual(server.messages());
        expect(sync.outgoing(conversation)).toEqual([]);
        await server.settleMarkers();
        expect(sync.unread(conversation)).toBe(server.unread());
        const sent = server.messages().flatMap(({ text }) => (text.startsWith('sent') ? [text] : []));
        expect(new Set(sent).size).toBe(sent.length);
        expect(sync.isCurrent).toBe(true);
      },
    ),
    { numRuns: 600, examples },
  );
});
