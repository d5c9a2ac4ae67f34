// A picture, a file and a voice message in a conversation of two people.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccountApi } from '../../client/link/account-api.ts';
import { createSpeexDecoder } from '../../codecs/speex-wasm/index.ts';
import { readSpeexModule } from '../../codecs/speex-wasm/node.ts';
import { readOggSpeex } from '../../codecs/ogg-speex.ts';
import { makeSpeech } from '../../peers/media/speech.ts';
import { compareSound } from '../media/compare-sound.ts';
import { MessageDevice } from '../../peers/message-device.ts';
import { Participant, password } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const patience = { timeout: 15_000 };

let server: ServerProcess;
let ada: Participant;
let bo: Participant;
let conversation: string;

beforeAll(async () => {
  server = await startServer();
  [ada, bo] = (await Promise.all(
    ['Ada', 'Bo'].map((nickname) =>
      Participant.open({ origin: server.url, nickname, soundPath: makeSpeech(48_000).path }),
    ),
  )) as [Participant, Participant];
  await Promise.all([ada.register(), bo.register()]);
  conversation = await openConversation();
  for (const { page } of [ada, bo]) {
    await page.getByTestId('nav-chats').click();
    await page.locator(`[data-conversation="${conversation}"]`).click();
    await page.getByTestId('message-input').waitFor();
    // The devices without a screen are news to the account.
    await page.getByRole('button', { name: 'Dismiss message' }).click();
  }
});
afterAll(async () => {
  await Promise.all([ada?.close(), bo?.close()]);
  await server?.stop();
});

/** Bo writes first and Ada answers, from devices without a screen, so that both may write. @returns the id of the conversation */
async function openConversation(): Promise<string> {
  const api = new AccountApi(server.url);
  const adas = new MessageDevice(server.url, await api.signIn(ada.phone, password));
  const bos = new MessageDevice(server.url, await api.signIn(bo.phone, password));
  await Promise.all([adas.start(), bos.start()]);
  const { accountId } = await api.signIn(ada.phone, password);
  const { state } = await bos.ask('conversation:open-direct', { accountId });
  const { conversation } = state;
  await bos.ask('message:send', { conversation, clientId: 'b'.repeat(32), text: 'Hello Ada' });
  await adas.ask('message:send', { conversation, clientId: 'a'.repeat(32), text: 'Hello Bo' });
  adas.kill();
  bos.kill();
  return conversation;
}

async function pastePicture(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page.getByTestId('message-input').evaluate(
    (input, { name: called, base64 }) => {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([content], called, { type: 'image/png' }));
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { name, base64: bytes.toString('base64') },
  );
}

test('a picture that is pasted stands in the message of the other, opens large, and is left by Escape', async () => {
  const picture = await sharp({ create: { width: 600, height: 400, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  await pastePicture(ada.page, 'sea.png', picture);
  await ada.byTestId('attachment-item').waitFor();
  await ada.byTestId('message-input').fill('the sea');
  await ada.byTestId('message-input').press('Enter');
  const image = bo.byTestId('attachment-image');
  await image.waitFor();
  await expect
    .poll(
      () => image.evaluate((element: HTMLImageElement) => [element.naturalWidth, element.naturalHeight]),
      patience,
    )
    .toEqual([600, 400]);
  await bo.byTestId('attachment-picture').click();
  await bo.byTestId('picture-viewer').waitFor();
  await bo.page.keyboard.press('Escape');
  await bo.byTestId('picture-viewer').waitFor({ state: 'detached' });
  expect(await ada.byTestId('attachment-tray').count()).toBe(0);
});

test('a file without words is saved with its name and its bytes', async () => {
  const content = Buffer.from('一份报告\n'.repeat(1000));
  await ada.byTestId('message-attach-input').setInputFiles({
    name: '报告, "1".txt',
    mimeType: 'text/plain',
    buffer: content,
  });
  await ada.byTestId('message-input').press('Enter');
  await bo.byTestId('attachment-file').waitFor();
  const [download] = await Promise.all([
    bo.page.waitForEvent('download'),
    bo.byTestId('attachment-file').getByRole('button').click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^报告, .1.\.txt$/);
  expect(await readFile(await download.path())).toEqual(content);
});

/** The sound of the voice message that Bo's account was sent, opened by a device without a screen. */
async function soundSentTo({ phone }: Participant): Promise<Float32Array> {
  const device = new MessageDevice(server.url, await new AccountApi(server.url).signIn(phone, password));
  await device.start();
  const { messages } = await device.ask('message:changes', { conversation, after: 0 });
  const voice = messages.flatMap(({ attachments = [] }) => attachments).find(({ kind }) => kind === 'voice');
  const parts = [{ id: voice?.id ?? '', part: 'content' as const }];
  const { tickets } = await device.ask('attachment:draw-tickets', { parts });
  device.kill();
  const file = await (await fetch(server.url + tickets[0]?.path)).arrayBuffer();
  const decoder = createSpeexDecoder(readSpeexModule());
  const packets = readOggSpeex(new Uint8Array(file)) ?? [];
  const sound = new Float32Array(packets.length * decoder.frameSamples);
  for (const [index, packet] of packets.entries())
    decoder.decode(packet, sound.subarray(index * decoder.frameSamples, (index + 1) * decoder.frameSamples));
  decoder.close();
  return sound;
}

test('M9: a voice message that is spoken while the button is held is what the other hears, and known as heard', async () => {
  await ada.byTestId('voice-record').hover();
  await ada.page.mouse.down();
  await ada
    .byTestId('voice-bar')
    .getByText(/^0:(0[4-9]|[1-5])/)
    .waitFor();
  await ada.page.mouse.up();
  const voice = bo.byTestId('voice-message');
  await voice.waitFor();
  await bo.byTestId('voice-unheard').waitFor();
  await voice.getByTestId('voice-play').click();
  await expect.poll(() => voice.getAttribute('data-playing'), patience).toBe('true');
  await bo.byTestId('voice-unheard').waitFor({ state: 'detached' });
  // The made-up microphone says the same over and over, from wherever it is.
  const [{ samples }, heard] = [makeSpeech(16_000).sound, await soundSentTo(bo)];
  const said = Float32Array.from([...samples, ...samples]);
  expect(heard.length).toBeGreaterThan(3 * 16_000);
  expect(compareSound(said, heard, 16_000).piecesCorrelation).toBeGreaterThan(0.5);
});

test('row 16: a voice message whose page is gone is offered by the next one, and sent by one tap', async () => {
  await ada.byTestId('voice-record').press('Enter');
  await ada
    .byTestId('voice-bar')
    .getByText(/^0:(0[3-9]|[1-5])/)
    .waitFor();
  await ada.page.reload();
  await ada.byTestId('voice-bar').waitFor();
  expect(await ada.byTestId('voice-bar').getAttribute('data-state')).toBe('left');
  await ada.byTestId('voice-send').click();
  await expect.poll(() => bo.byTestId('voice-message').count(), patience).toBe(2);
});

test('a file that is too large is refused with a sentence, and the words stay', async () => {
  const [page] = [ada.page];
  await page.getByTestId('message-input').fill('my words');
  await page.getByTestId('message-attach-input').evaluate((input: HTMLInputElement) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(21 * 1024 * 1024)], 'large.bin'));
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await ada.byTestId('attachment-problem').waitFor();
  expect(await page.getByTestId('message-input').inputValue()).toBe('my words');
  await page.getByTestId('message-input').fill('');
  expect([...ada.errors, ...bo.errors]).toEqual([]);
});
