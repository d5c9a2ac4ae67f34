// Asks an address whether a Plenum server is there; used by `npm run desktop` before it opens a window.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';

/** A server that takes longer counts as absent. */
const answerTimeoutMs = 3000;
/** The answer has some twenty bytes. */
const answerMaxBytes = 1000;

/**
 * Any certificate is good enough for this question, whose answer is public and decides nothing but what is said.
 * @param {string} address of a server
 * @returns {Promise<import('./plan-server.mjs').ServerAnswer>}
 */
export function askServer(address) {
  const url = new URL('/healthz', address);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const asking = request(url, { rejectUnauthorized: false, agent: false }, (response) => {
      const isTrusted = !(response.socket instanceof TLSSocket) || response.socket.authorized;
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        body += part;
        if (body.length > answerMaxBytes) asking.destroy();
      });
      // 'close' comes after an answer that broke off, too.
      response.on('close', () => resolve(judge(body, isTrusted)));
    });
    asking.setTimeout(answerTimeoutMs, () => asking.destroy());
    asking.on('error', () => resolve('silent'));
    asking.end();
  });
}

/**
 * @param {string} body
 * @param {boolean} isTrusted
 */
function judge(body, isTrusted) {
  // A server without a media worker says so, and is one all the same.
  const isPlenum = /^\{"status":"\w+"\}$/.test(body);
  if (!isPlenum) return 'other';
  return isTrusted ? 'plenum' : 'untrusted';
}
