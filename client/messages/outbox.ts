// Messages on their way: saved before they are sent, one at a time in each conversation, until the server has confirmed or refused them.
import type { RequestOutput } from '../../protocol/requests.ts';
import type { MessageExtras, OutgoingMessage } from './message-store.ts';
import { planRetry } from './plan-retry.ts';
import type { MessagesPorts } from './ports.ts';

export type OutboxPorts = Omit<MessagesPorts, 'accountId'> & {
  /** The server has a message. */
  readonly onSent: (message: OutgoingMessage, answer: RequestOutput<'message:send'>) => void;
};

export class Outbox {
  readonly #ports: OutboxPorts;
  /** In the order in which they were written. */
  readonly #messages = new Map<string, OutgoingMessage>();
  /** Conversations with a message that is being sent or waits for its next try. */
  readonly #busy = new Set<string>();
  /** The change of a message that the server has, and this device has not yet seen. */
  readonly #sent = new Map<string, number>();
  #online = false;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** Takes up what an earlier page left. */
  restore(messages: readonly OutgoingMessage[]): void {
    for (const message of messages) this.#messages.set(message.clientId, message);
  }

  /** Those of one conversation, in the order in which they were written. */
  of(conversation: string): OutgoingMessage[] {
    return [...this.#messages.values()].filter((message) => message.conversation === conversation);
  }

  /** Resolves when the message is saved; then it is on its way. */
  async add(conversation: string, text: string, extras?: MessageExtras): Promise<OutgoingMessage> {
    const clientId = this.#ports.drawClientId();
    const message = { conversation, clientId, text, ...(extras && { extras }) };
    await this.#save(message);
    this.#sendNext(conversation);
    return message;
  }

  /** Sends a message again that was refused. */
  async sendAgain(clientId: string): Promise<void> {
    const message = this.#messages.get(clientId);
    if (message?.failed === undefined) return;
    await this.#save({ ...message, failed: undefined });
    this.#sendNext(message.conversation);
  }

  /** Forgets a message that was refused. */
  async drop(clientId: string): Promise<void> {
    const message = this.#messages.get(clientId);
    if (message?.failed === undefined) return;
    await this.confirm(clientId);
    this.#ports.onChanged(message.conversation);
  }

  /** The message was seen at the server, whether or not its answer came. */
  async confirm(clientId: string): Promise<void> {
    this.#sent.delete(clientId);
    if (this.#messages.delete(clientId)) await this.#ports.store.removeOutgoing(clientId);
  }

  /** Up to a change everything of a conversation is here: what was sent is shown by it, or was replaced by later ones. */
  async settle(conversation: string, change: number): Promise<void> {
    for (const { clientId } of this.of(conversation))
      if ((this.#sent.get(clientId) ?? Number.POSITIVE_INFINITY) <= change) await this.confirm(clientId);
  }

  /** The server can be asked, or not any more. */
  setOnline(online: boolean): void {
    this.#online = online;
    if (!online) return;
    for (const { conversation } of this.#messages.values()) this.#sendNext(conversation);
  }

  async #save(message: OutgoingMessage): Promise<void> {
    await this.#ports.store.saveOutgoing(message);
    this.#messages.set(message.clientId, message);
    this.#ports.onChanged(message.conversation);
  }

  #sendNext(conversation: string): void {
    if (!this.#online || this.#busy.has(conversation)) return;
    const next = this.of(conversation).find(
      ({ failed, clientId }) => failed === undefined && !this.#sent.has(clientId),
    );
    if (next === undefined) return;
    this.#busy.add(conversation);
    void this.#send(next, 0);
  }

  async #send(message: OutgoingMessage, attempt: number): Promise<void> {
    const { conversation, clientId, text, extras } = message;
    const { request, later, random, onSent } = this.#ports;
    try {
      const answer = await request('message:send', { conversation, clientId, text, ...extras });
      // What carries more than text is kept until the change that holds all of it is here.
      if (extras === undefined) await this.confirm(clientId);
      else if (this.#messages.has(clientId)) this.#sent.set(clientId, answer.change);
      onSent(message, answer);
    } catch (error) {
      const plan = planRetry(error, attempt, random());
      if (plan.kind === 'again') return void later(plan.afterMs, () => this.#tryAgain(message, attempt + 1));
      if (this.#messages.has(clientId)) await this.#save({ ...message, failed: plan.code });
    }
    this.#busy.delete(conversation);
    this.#sendNext(conversation);
  }

  /** Unless it was confirmed meanwhile, or there is no way to the server; then it is sent when there is one. */
  #tryAgain(message: OutgoingMessage, attempt: number): void {
    if (this.#online && this.#messages.has(message.clientId)) return void this.#send(message, attempt);
    this.#busy.delete(message.conversation);
    this.#sendNext(message.conversation);
  }
}
