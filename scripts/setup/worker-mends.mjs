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

const connectionHeader = 'include/handles/TcpConnectionHandle.hpp';
const connectionSource = 'src/handles/TcpConnectionHandle.cpp';
const serverHeader = 'include/handles/TcpServerHandle.hpp';
const serverSource = 'src/handles/TcpServerHandle.cpp';

/** @type {Mend[]} TCP connections that nobody authenticates on are closed (added/src/handles/unauthenticated-connections.cpp) */
const connectionMends = [
  {
    file: 'meson.build',
    from: "  'src/handles/TcpServerHandle.cpp',\n",
    to: "  'src/handles/TcpServerHandle.cpp',\n  'src/handles/unauthenticated-connections.cpp',\n",
  },
  {
    file: connectionHeader,
    from: '\tvoid TriggerClose();\n',
    to: `\tvoid TriggerClose();
\t/** A STUN request with the right password came over it. */
\tvoid MarkAuthenticated()
\t{
\t\tthis->authenticated = true;
\t}
\tbool IsAuthenticated() const
\t{
\t\treturn this->authenticated;
\t}
`,
  },
  {
    file: connectionHeader,
    from: '\tbool closed{ false };\n',
    to: '\tbool closed{ false };\n\tbool authenticated{ false };\n',
  },
  {
    file: serverHeader,
    from: '#include "handles/TcpConnectionHandle.hpp"\n',
    to: '#include "handles/TcpConnectionHandle.hpp"\n#include "handles/unauthenticated-connections.hpp"\n',
  },
  {
    file: serverHeader,
    from: '\tbool closed{ false };\n',
    to: '\tUnauthenticatedConnections unauthenticated;\n\tbool closed{ false };\n',
  },
  {
    file: serverSource,
    from: 'TcpServerHandle::TcpServerHandle(uv_tcp_t* uvHandle) : uvHandle(uvHandle)\n',
    to: 'TcpServerHandle::TcpServerHandle(uv_tcp_t* uvHandle) : uvHandle(uvHandle), unauthenticated(uvHandle->loop)\n',
  },
  {
    file: serverSource,
    from: '\tthis->connections.insert(connection);\n',
    to: '\tthis->connections.insert(connection);\n\tthis->unauthenticated.Add(connection);\n',
  },
  {
    file: serverSource,
    from: '\tfor (auto* connection : this->connections)\n\t{\n',
    to: '\tfor (auto* connection : this->connections)\n\t{\n\t\tthis->unauthenticated.Remove(connection);\n',
  },
  {
    file: serverSource,
    from: '\tthis->connections.erase(connection);\n',
    to: '\tthis->connections.erase(connection);\n\tthis->unauthenticated.Remove(connection);\n',
  },
  {
    file: 'include/RTC/TransportTuple.hpp',
    from: '\t\tvoid CloseTcpConnection();\n',
    to: `\t\tvoid CloseTcpConnection();
\t\tvoid MarkAuthenticated()
\t\t{
\t\t\tif (this->protocol == Protocol::TCP)
\t\t\t{
\t\t\t\tthis->tcpConnection->MarkAuthenticated();
\t\t\t}
\t\t}
`,
  },
  {
    file: 'src/RTC/ICE/IceServer.cpp',
    from: '\t\t\tthis->tuples.push_front(*tuple);\n',
    to: '\t\t\tthis->tuples.push_front(*tuple);\n\t\t\ttuple->MarkAuthenticated();\n',
  },
  // Who does not read gets as much as a line that loses packets would let through, and cannot keep a closed connection open.
  {
    file: connectionSource,
    from: '\tif (len1 == 0 && len2 == 0)\n',
    to: `\tif (
\t  (len1 == 0 && len2 == 0) ||
\t  uv_stream_get_write_queue_size(reinterpret_cast<uv_stream_t*>(this->uvHandle)) > WaitingBytesMax)
`,
  },
  {
    file: connectionSource,
    from: '/* Static methods for UV callbacks. */\n',
    to: `/* Static. */

static constexpr size_t WaitingBytesMax{ 1024 * 1024 };

/* Static methods for UV callbacks. */
`,
  },
  {
    file: connectionSource,
    from: '\tif (!this->hasError && !this->isClosedByPeer)\n',
    to: `\tif (
\t  !this->hasError && !this->isClosedByPeer &&
\t  uv_stream_get_write_queue_size(reinterpret_cast<uv_stream_t*>(this->uvHandle)) == 0)
`,
  },
];

/** @type {Mend[]} where a transport sends does not change at anybody's will, nor for long */
const tupleMends = [
  {
    file: 'include/RTC/ICE/IceServer.hpp',
    from: '#include <list>\n',
    to: '#include <array>\n#include <list>\n',
  },
  {
    file: 'include/RTC/ICE/IceServer.hpp',
    from: '\t\t\tvoid SetSelectedTuple(RTC::TransportTuple* storedTuple);\n',
    to: `\t\t\tvoid SetSelectedTuple(RTC::TransportTuple* storedTuple);
\t\t\t/**
\t\t\t * Whether the selected tuple may change now; counts the change.
\t\t\t */
\t\t\tbool MayChangeTuple();
`,
  },
  {
    file: 'include/RTC/ICE/IceServer.hpp',
    from: '\t\t\tbool isRemovingTuples{ false };\n',
    to: `\t\t\tbool isRemovingTuples{ false };
\t\t\t/** Times of the last changes; the one at the place of the next is the oldest. */
\t\t\tstd::array<int64_t, 5> tupleChangedAtMs{};
\t\t\tsize_t tupleChanges{ 0 };
`,
  },
  {
    file: 'src/RTC/ICE/IceServer.cpp',
    from: '\t\tstatic constexpr size_t MaxTuples{ 8 };\n',
    to: `\t\tstatic constexpr size_t MaxTuples{ 8 };
\t\t/** No more than five changes within this time: a browser that looks for its way has one or two. */
\t\tstatic constexpr int64_t TupleChangesWindowMs{ 10000 };
`,
  },
  {
    file: 'src/RTC/ICE/IceServer.cpp',
    from: '\t\tvoid IceServer::SetSelectedTuple(RTC::TransportTuple* storedTuple)\n',
    to: `\t\tbool IceServer::MayChangeTuple()
\t\t{
\t\t\tMS_TRACE();

\t\t\tconst int64_t nowMs = this->shared->GetTimeMs();
\t\t\tauto& oldestMs      = this->tupleChangedAtMs[this->tupleChanges % this->tupleChangedAtMs.size()];

\t\t\tif (this->tupleChanges >= this->tupleChangedAtMs.size() && nowMs - oldestMs < TupleChangesWindowMs)
\t\t\t{
\t\t\t\treturn false;
\t\t\t}

\t\t\toldestMs = nowMs;
\t\t\t++this->tupleChanges;

\t\t\treturn true;
\t\t}

\t\tvoid IceServer::SetSelectedTuple(RTC::TransportTuple* storedTuple)
`,
  },
  {
    file: 'src/RTC/ICE/IceServer.cpp',
    from: '\t\t\tthis->selectedTuple = storedTuple;\n',
    to: `\t\t\tif (this->selectedTuple && !MayChangeTuple())
\t\t\t{
\t\t\t\treturn;
\t\t\t}

\t\t\tthis->selectedTuple = storedTuple;
`,
  },
  {
    file: 'src/RTC/ICE/IceServer.cpp',
    from: '\t\t\tif (IsConsentCheckSupported() && (this->state == IceState::CONNECTED || this->state == IceState::COMPLETED))\n',
    to: `\t\t\t// Only where it is sent to: a request from elsewhere says nothing about who receives.
\t\t\tconst bool isSelected = this->selectedTuple && this->selectedTuple->Compare(tuple);

\t\t\tif (IsConsentCheckSupported() && isSelected && (this->state == IceState::CONNECTED || this->state == IceState::COMPLETED))
`,
  },
];

/** @type {Mend[]} a level is only believed of packets that can hold a voice */
const levelMends = [
  {
    file: 'src/RTC/AudioLevelObserver.cpp',
    from: '\t\tif (!packet->ReadSsrcAudioLevel(volume, voice))\n',
    to: '\t\tif (packet->GetPayloadLength() < VoicePayloadMin || !packet->ReadSsrcAudioLevel(volume, voice))\n',
  },
  {
    file: 'src/RTC/AudioLevelObserver.cpp',
    from: '\t/* Instance methods. */\n',
    to: `\t/** In bytes. Opus at 6 kbit/s has 15 and Speex at 2 kbit/s 11; what rests has 3. */
\tstatic constexpr size_t VoicePayloadMin{ 10 };

\t/* Instance methods. */
`,
  },
];

/** @type {Mend[]} no H.264 picture claims more than a client sends (added/src/RTC/RTP/Codecs/h264-picture-size.cpp) */
const pictureSizeMends = [
  {
    file: 'meson.build',
    from: "  'src/RTC/RTP/Codecs/H264.cpp',\n",
    to: "  'src/RTC/RTP/Codecs/H264.cpp',\n  'src/RTC/RTP/Codecs/h264-picture-size.cpp',\n",
  },
  {
    file: 'src/RTC/Producer.cpp',
    from: '#include "RTC/RTP/Codecs/Tools.hpp"\n',
    to: '#include "RTC/RTP/Codecs/Tools.hpp"\n#include "RTC/RTP/Codecs/h264-picture-size.hpp"\n',
  },
  {
    file: 'src/RTC/Producer.cpp',
    from: '\t\t// If paused stop here.\n',
    to: `\t\t// The stream counts the packet as received, so that nobody asks for it again.
\t\tif (
\t\t  rtpStream->GetMimeType().subtype == RTC::RtpCodecMimeType::Subtype::H264 &&
\t\t  !HasBoundedH264PictureSize(packet->GetPayload(), packet->GetPayloadLength()))
\t\t{
\t\t\treturn result;
\t\t}

\t\t// If paused stop here.
`,
  },
];

const ownMends = [
  ...batchingMends,
  ...checksumMends,
  ...lossMends,
  ...connectionMends,
  ...tupleMends,
  ...levelMends,
  ...pictureSizeMends,
];

/**
 * Changes the source in place.
 * @param {string} folder the worker's source, a copy
 * @param {{ isPlain: boolean }} variant `isPlain`: only what it needs to run
 * @throws {Problem} when a version no longer has one of the passages
 */
export function mendSource(folder, { isPlain }) {
  for (const mend of isPlain ? neededMends : [...neededMends, ...ownMends]) {
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
