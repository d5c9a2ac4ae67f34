// The people of `npm run load -- chat`: accounts with one device each, in groups, whose lines may be cut.
import pLimit from 'p-limit';
import { MessageDevice } from '../../peers/message-device.ts';
import { LoadAccounts } from '../crew/accounts.ts';
import type { Kept } from './judge-chat.ts';

export interface CrewParts {
  readonly url: string;
  readonly seed: number;
  readonly password: string;
  readonly say: (line: string) => void;
}

/** Devices that open their line at a time. */
const atATimeMax = 8;

export interface Group {
  readonly id: string;
  readonly devices: readonly MessageDevice[];
}

export class ChatCrew {
  readonly devices: MessageDevice[] = [];
  readonly groups: Group[] = [];
  /** Of their accounts, in the order of the devices. */
  readonly tokens: string[] = [];
  readonly accounts: LoadAccounts;

  constructor({ url, seed, password, say }: CrewParts) {
    const onWait = (ms: number): void => say(`The server asks to wait ${Math.ceil(ms / 1000)} s.`);
    this.accounts = new LoadAccounts({ url, seed, password, onWait });
  }

  /** @throws LoadError when accounts cannot be had */
  async open(url: string, people: number, groups: number, size: number): Promise<void> {
    const few = pLimit(atATimeMax);
    const opened = await Promise.all(
      Array.from({ length: people }, (_, index) =>
        few(async () => {
          const token = await this.accounts.signIn(index);
          const { accountId } = await this.accounts.api.describe(token);
          const device = new MessageDevice(url, { accountId, token });
          await device.start();
          return { token, device };
        }),
      ),
    );
    for (const { token, device } of opened) {
      this.tokens.push(token);
      this.devices.push(device);
    }
    for (let index = 0; index < groups; index += 1) {
      const members = Array.from({ length: Math.min(size, people) }, (_, place) =>
        this.#at(index * size + place),
      );
      this.groups.push({ id: await makeGroup(`Load ${index}`, members), devices: members });
    }
    await this.#until(() =>
      this.groups.every(({ id, devices }) => devices.every((device) => device.sync.log(id) !== undefined)),
    );
  }

  /** Waits until nothing is on its way any more, or for so long. */
  async settle(timeoutMs: number, isWhole: () => boolean): Promise<void> {
    for (const device of this.devices) device.cut();
    await this.#until(
      () =>
        isWhole() &&
        this.groups.every(({ id, devices }) =>
          devices.every((device) => device.isOnline && device.sync.outgoing(id).length === 0),
        ),
      timeoutMs,
    );
  }

  kept(): Kept[] {
    return this.groups.flatMap(({ id: group, devices }) =>
      devices.map((device) => ({
        group,
        accountId: device.accountId,
        texts: (device.sync.log(group)?.messages() ?? []).map(({ text }) => text),
      })),
    );
  }

  close(): void {
    for (const device of this.devices) device.kill();
  }

  #at(index: number): MessageDevice {
    return this.devices[index % this.devices.length] as MessageDevice;
  }

  async #until(isDone: () => boolean, timeoutMs = 60_000): Promise<void> {
    const untilMs = performance.now() + timeoutMs;
    while (!isDone() && performance.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Fewer than may wait for an answer at a time. */
const invitedAtATime = 100;

/** A group of devices that do not know each other: the first invites the others, who accept. @returns its id */
async function makeGroup(title: string, members: readonly MessageDevice[]): Promise<string> {
  const [founder, ...others] = members as [MessageDevice, ...MessageDevice[]];
  let conversation: string | undefined;
  for (let start = 0; start < others.length; start += invitedAtATime) {
    const invited = others.slice(start, start + invitedAtATime);
    const accountIds = invited.map(({ accountId }) => accountId);
    if (conversation === undefined)
      conversation = (await founder.ask('conversation:create-group', { title, accountIds })).state
        .conversation;
    else await founder.ask('conversation:add-members', { conversation, accountIds });
    for (const device of invited) await device.ask('group:answer-invitation', { conversation, accept: true });
  }
  if (conversation === undefined) throw new Error('a group needs two devices');
  return conversation;
}
