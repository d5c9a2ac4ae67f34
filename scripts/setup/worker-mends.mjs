// What the build changes in the text of the worker's source, and how; used by worker-build. The reasons: scripts/worker-recipe/README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.mjs';

/**
 * One passage to replace; it stands in its file exactly once.
 * @typedef {{ file: string, from: string, to: string }} Mend
 */

/**
 * Code that only Linux has.
 * @param {string[]} lines
 */
const onLinux = (...lines) => ['#ifdef __linux__', ...lines, '#endif'].join('\n');

/** @type {Mend[]} what the build needs to succeed and to run on this distribution */
const neededMends = [
  {
    file: 'meson.build',
    from: "meson_version: '>= 1.1.0'",
    to: "meson_version: '>= 1.0.0'",
  },
  {
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN) ?',
    to: '((operationType & BIO_CB_RETURN) != 0) ?',
  },
];

const socketHeader = 'include/handles/UdpSocketHandle.hpp';
const socketSource = 'src/handles/UdpSocketHandle.cpp';
const loopSource = 'src/DepLibUV.cpp';
const sendParameters =
  'const uint8_t* data, size_t len, const struct sockaddr* addr, UdpSocketHandle::onSendCallback* cb';

/** @type {Mend[]} datagrams of one turn go out together (added/src/handles/outgoing-datagrams.cpp) */
const batchingMends = [
  {
    file: 'meson.build',
    from: "  'src/handles/UdpSocketHandle.cpp',\n",
    to: "  'src/handles/UdpSocketHandle.cpp',\n  'src/handles/outgoing-datagrams.cpp',\n",
  },
  {
    file: socketHeader,
    from: 'private:\n\tvoid InternalClose();\n',
    to: `private:\n\tfriend class OutgoingDatagrams;\n\tvoid SendLater(${sendParameters});\n\tvoid InternalClose();\n`,
  },
  {
    file: socketHeader,
    from: '\tbool closed{ false };\n',
    to: '\tbool closed{ false };\n\tbool canSegment{ true };\n',
  },
  {
    file: socketSource,
    from: '#include "Utils.hpp"\n',
    to: `#include "Utils.hpp"\n${onLinux('#include "handles/outgoing-datagrams.hpp"')}\n`,
  },
  {
    file: socketSource,
    from: '\t// First try uv_udp_try_send().',
    to: `${onLinux('\tif (OutgoingDatagrams::Take(this, data, len, addr, cb))', '\t{', '\t\treturn;', '\t}')}\n\t// First try uv_udp_try_send().`,
  },
  {
    file: socketSource,
    from: '\tauto* sendData = new UvSendData(len);\n',
    to: `\tSendLater(data, len, addr, cb);\n}\n\nvoid UdpSocketHandle::SendLater(${sendParameters})\n{\n\tauto* sendData = new UvSendData(len);\n`,
  },
  {
    file: socketSource,
    from: '\tbuffer = uv_buf_init(reinterpret_cast<char*>(sendData->store), len);',
    to: '\tuv_buf_t buffer = uv_buf_init(reinterpret_cast<char*>(sendData->store), len);',
  },
  {
    file: socketSource,
    from: '\tthis->closed = true;\n',
    to: `${onLinux('\tOutgoingDatagrams::FlushBeforeClose(this);')}\n\tthis->closed = true;\n`,
  },
  {
    file: loopSource,
    from: '#include "Utils.hpp"\n',
    to: `#include "Utils.hpp"\n${onLinux('#include "handles/outgoing-datagrams.hpp"')}\n`,
  },
  {
    file: loopSource,
    from: '\t// Take the distance from our own monotonic clock',
    to: `${onLinux('\tOutgoingDatagrams::ClassInit(DepLibUV::loop);')}\n\t// Take the distance from our own monotonic clock`,
  },
  {
    file: loopSource,
    from: '\t// Here we should not have any UV handle left.',
    to: `${onLinux('\tOutgoingDatagrams::ClassDestroy();')}\n\t// Here we should not have any UV handle left.`,
  },
];

/** @type {Mend[]} checksums of data channels' packets by the processor's own instruction (added/include/Utils/crc32c.hpp) */
const checksumMends = [
  {
    file: 'src/Utils/Crypto.cpp',
    from: '#include "Utils.hpp"\n',
    to: '#include "Utils.hpp"\n#include "Utils/crc32c.hpp"\n',
  },
  {
    file: 'src/Utils/Crypto.cpp',
    from: '\t\tfor (size_t i{ 0 }; i < size; ++i)\n\t\t{\n\t\t\tcrc32 = (crc32 >> 8) ^ Crypto::Crc32cTable[(crc32 ^ data[i]) & 0xFF];\n\t\t}\n',
    to: '\t\tif (HasCrc32cInstruction())\n\t\t{\n\t\t\tcrc32 = ContinueCrc32c(crc32, data, size);\n\t\t\tsize  = 0;\n\t\t}\n\n\t\tfor (size_t i{ 0 }; i < size; ++i)\n\t\t{\n\t\t\tcrc32 = (crc32 >> 8) ^ Crypto::Crc32cTable[(crc32 ^ data[i]) & 0xFF];\n\t\t}\n',
  },
];

/** @type {Mend[]} what a packet costs does not grow with how many before it are missing */
const lossMends = [
  {
    file: 'src/RTC/NackGenerator.cpp',
    from: '\t\tauto it = this->nackList.begin();\n\n\t\twhile (it != this->nackList.end())\n',
    to: `\t\tauto it = this->nackList.begin();

\t\t// A packet asks only for what nobody asked for yet: the last of the list, which grows at its end and is asked for in its order.
\t\tif (filter == NackFilter::SEQ)
\t\t{
\t\t\tit = this->nackList.end();

\t\t\twhile (it != this->nackList.begin() && std::prev(it)->second.sentAtMs == 0)
\t\t\t{
\t\t\t\t--it;
\t\t\t}
\t\t}

\t\twhile (it != this->nackList.end())
`,
  },
  {
    file: 'src/RTC/NackGenerator.cpp',
    from: '#include "Logger.hpp"\n',
    to: '#include "Logger.hpp"\n#include <iterator>\n',
  },
];

/**
 * Changes the source in place.
 * @param {string} folder the worker's source, a copy
 * @param {{ isPlain: boolean }} variant `isPlain`: only what it needs to run
 * @throws {Problem} when a version no longer has one of the passages
 */
export function mendSource(folder, { isPlain }) {
  for (const mend of isPlain
    ? neededMends
    : [...neededMends, ...batchingMends, ...checksumMends, ...lossMends]) {
    const file = path.join(folder, mend.file);
    writeFileSync(file, mended(readFileSync(file, 'utf8'), mend));
  }
}

/**
 * The same text with one passage replaced.
 * @param {string} text
 * @param {Mend} mend
 * @throws {Problem} when the passage is not there exactly once
 */
export function mended(text, { file, from, to }) {
  if (text.split(from).length !== 2) {
    throw new Problem(
      `mediasoup's worker/${file} no longer has "${from.trim()}": look whether this version still needs that change in scripts/setup/worker-mends.mjs.`,
    );
  }
  return text.replace(from, () => to);
}
