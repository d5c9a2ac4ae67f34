import { generateRouterRtpCapabilities } from 'mediasoup/ortc';
import { expect, test } from 'vitest';
import { relayFormats } from '../../protocol/media/relay-formats.ts';
import { routerCodecs } from './media-settings.ts';

test('the formats that clients are sent are those that every router has', () => {
  expect(relayFormats).toEqual(generateRouterRtpCapabilities(routerCodecs));
});
