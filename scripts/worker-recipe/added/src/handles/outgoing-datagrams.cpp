// Gathers what UDP sockets send within one turn of the event loop and hands it to the kernel in few calls.
#ifdef __linux__
#define MS_CLASS "OutgoingDatagrams"

#include "handles/outgoing-datagrams.hpp"
#include "Logger.hpp"
#include "MediaSoupErrors.hpp"
#include "handles/UdpSocketHandle.hpp"
#include <cerrno>
#include <cstdlib> // std::getenv()
#include <cstring> // std::memcpy()
#include <netinet/udp.h>
#include <string_view>
#include <unistd.h> // close()
#include <utility>  // std::swap()

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

/** A turn that sends more is flushed in between. Some 10 packets to 100 receivers. */
static constexpr size_t StoreBytes{ 1024 * 1024 };
static constexpr size_t DatagramsMax{ 1024 };
/** A power of two; at most half of it is taken. */
static constexpr size_t FlowSlots{ 2 * DatagramsMax };
static constexpr size_t ControlBytes{ CMSG_SPACE(sizeof(uint16_t)) };

thread_local std::unique_ptr<OutgoingDatagrams> OutgoingDatagrams::instance;

/** Kernels before 4.18 would send a message with UDP_SEGMENT whole, so it is asked for first. */
static bool kernelCutsMessages()
{
	const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
	{
		return false;
	}

	int size{ 0 };
	socklen_t length{ sizeof(size) };
	const int err = getsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, std::addressof(size), std::addressof(length));

	close(fd);

	return err == 0;
}

void OutgoingDatagrams::ClassInit(uv_loop_t* loop)
{
	const char* wish = std::getenv("WORKER_BATCHING");

	if ((wish && std::string_view(wish) == "off") || !kernelCutsMessages())
	{
		return;
	}

	instance.reset(new OutgoingDatagrams());

	auto* prepare = std::addressof(instance->beforePolling);
	auto* check   = std::addressof(instance->afterPolling);

	uv_prepare_init(loop, prepare);
	uv_check_init(loop, check);
	// Timers have run when the loop prepares to wait, sockets were read when it has waited.
	uv_prepare_start(prepare, [](uv_prepare_t* /*handle*/) { instance->EndTurn(); });
	uv_check_start(check, [](uv_check_t* /*handle*/) { instance->EndTurn(); });
	// The loop ends although they are there.
	uv_unref(reinterpret_cast<uv_handle_t*>(prepare));
	uv_unref(reinterpret_cast<uv_handle_t*>(check));
}

void OutgoingDatagrams::ClassDestroy()
{
	if (!instance)
	{
		return;
	}

	auto* loop = instance->beforePolling.loop;

	uv_close(reinterpret_cast<uv_handle_t*>(std::addressof(instance->beforePolling)), nullptr);
	uv_close(reinterpret_cast<uv_handle_t*>(std::addressof(instance->afterPolling)), nullptr);
	uv_run(loop, UV_RUN_NOWAIT);

	for (const auto& outcome : instance->outcomes)
	{
		delete outcome.callback;
	}

	instance.reset();
}

OutgoingDatagrams::OutgoingDatagrams()
  : store(new uint8_t[StoreBytes]), flowSlots(FlowSlots, 0), headers(DatagramsMax), pieces(DatagramsMax),
    controls(DatagramsMax * ControlBytes)
{
	this->waiting.reserve(DatagramsMax);
	this->parcels.reserve(DatagramsMax);
	this->flows.reserve(DatagramsMax);
}

bool OutgoingDatagrams::Take(
  UdpSocketHandle* socket,
  const uint8_t* data,
  size_t length,
  const struct sockaddr* address,
  Callback* callback)
{
	auto* self = instance.get();
	Destination destination;
	uint64_t key{ 0 };

	if (!self || self->isFlushing || length > StoreBytes || !ReadDestination(address, destination, key))
	{
		return false;
	}

	if (self->waiting.size() == DatagramsMax || self->storedBytes + length > StoreBytes)
	{
		self->Flush();
	}

	std::memcpy(self->store.get() + self->storedBytes, data, length);
	self->waiting.push_back({ self->FlowOf(socket, destination, key), static_cast<uint32_t>(length) });
	self->parcels.push_back({ socket, self->storedBytes, callback });
	self->storedBytes += length;

	return true;
}

void OutgoingDatagrams::FlushBeforeClose(UdpSocketHandle* socket)
{
	if (!instance)
	{
		return;
	}

	for (auto& parcel : instance->parcels)
	{
		if (parcel.socket == socket)
		{
			delete parcel.callback;
			parcel.callback = nullptr;
		}
	}

	instance->Flush();
}

/** @param key gets a number that is the same for the same address and seldom for another */
bool OutgoingDatagrams::ReadDestination(
  const struct sockaddr* address, Destination& destination, uint64_t& key)
{
	switch (address->sa_family)
	{
		case AF_INET:
		{
			std::memcpy(std::addressof(destination.v4), address, sizeof(destination.v4));
			key = (static_cast<uint64_t>(destination.v4.sin_addr.s_addr) << 16) | destination.v4.sin_port;

			return true;
		}

		case AF_INET6:
		{
			std::memcpy(std::addressof(destination.v6), address, sizeof(destination.v6));

			uint64_t halves[2];

			std::memcpy(halves, std::addressof(destination.v6.sin6_addr), sizeof(halves));
			key = (halves[0] * 31) ^ halves[1] ^ (static_cast<uint64_t>(destination.v6.sin6_port) << 32);

			return true;
		}

		default:
		{
			return false;
		}
	}
}

/** @returns the index of the flow, which is new or was there */
uint32_t OutgoingDatagrams::FlowOf(UdpSocketHandle* socket, const Destination& destination, uint64_t key)
{
	const auto isThisOne = [&](const Flow& flow)
	{
		const auto& other = flow.destination;

		// The key of IPv4 is the whole address; that of IPv6 is not.
		return flow.key == key && flow.socket == socket && other.v4.sin_family == destination.v4.sin_family &&
		       (destination.v4.sin_family == AF_INET ||
		        (other.v6.sin6_port == destination.v6.sin6_port &&
		         other.v6.sin6_scope_id == destination.v6.sin6_scope_id &&
		         std::memcmp(
		           std::addressof(other.v6.sin6_addr),
		           std::addressof(destination.v6.sin6_addr),
		           sizeof(other.v6.sin6_addr)) == 0));
	};
	// Fibonacci hashing: neighbouring ports come far apart.
	size_t slot = (((key ^ reinterpret_cast<uintptr_t>(socket)) * 0x9E3779B97F4A7C15) >> 32) % FlowSlots;

	for (; this->flowSlots[slot] != 0; slot = (slot + 1) % FlowSlots)
	{
		const uint32_t index = this->flowSlots[slot] - 1;

		if (isThisOne(this->flows[index]))
		{
			return index;
		}
	}

	this->flows.push_back({ socket, destination, key, slot });
	this->flowSlots[slot] = static_cast<uint16_t>(this->flows.size());

	return static_cast<uint32_t>(this->flows.size() - 1);
}

/** Sends all that waits. Callbacks come later, so that nobody is called in the middle of sending or closing. */
void OutgoingDatagrams::Flush()
{
	if (this->waiting.empty())
	{
		return;
	}

	this->isFlushing = true;
	planMessages(this->waiting, static_cast<uint32_t>(this->flows.size()), this->plan);

	const auto& messages = this->plan.messages;
	const auto socketOf  = [&](const PlannedMessage& message)
	{ return this->parcels[this->plan.order[message.first]].socket; };

	for (size_t first{ 0 }, end{ 0 }; first < messages.size(); first = end)
	{
		while (end < messages.size() && socketOf(messages[end]) == socketOf(messages[first]))
		{
			++end;
		}

		SendMessages(socketOf(messages[first]), first, end);
	}

	for (const auto& flow : this->flows)
	{
		this->flowSlots[flow.slot] = 0;
	}

	this->waiting.clear();
	this->parcels.clear();
	this->flows.clear();
	this->storedBytes = 0;
	this->isFlushing  = false;
}

/** Sends messages `first` to `end` (excluded) of the plan, all of one socket. */
void OutgoingDatagrams::SendMessages(UdpSocketHandle* socket, size_t first, size_t end)
{
	const bool isAlone = end == first + 1 && this->plan.messages[first].count == 1;
	uv_os_fd_t fd{ -1 };

	uv_fileno(reinterpret_cast<uv_handle_t*>(socket->uvHandle), std::addressof(fd));

	if (!isAlone && socket->canSegment)
	{
		BuildHeaders(first, end);
	}

	while (first < end)
	{
		// What overtook the queue would come out of order.
		const bool isQueueing = uv_udp_get_send_queue_count(socket->uvHandle) > 0;

		if (isAlone || isQueueing || !socket->canSegment)
		{
			SendOneByOne(this->plan.messages[first++]);

			continue;
		}

		const int sent =
		  sendmmsg(fd, std::addressof(this->headers[first]), static_cast<unsigned int>(end - first), 0);

		for (int count{ 0 }; count < sent; ++count)
		{
			MarkSent(this->plan.messages[first++]);
		}

		// The first one left is at fault: its datagrams go alone, or into the queue.
		if (sent < 0 && errno != EINTR)
		{
			if (errno == EIO || errno == ENOPROTOOPT || errno == EOPNOTSUPP)
			{
				MS_WARN_TAG(info, "the network refuses whole messages, sending one by one: %s", std::strerror(errno));

				socket->canSegment = false;
			}

			SendOneByOne(this->plan.messages[first++]);
		}
	}
}

/** Describes messages `first` to `end` (excluded) to the kernel. */
void OutgoingDatagrams::BuildHeaders(size_t first, size_t end)
{
	for (size_t index{ first }; index < end; ++index)
	{
		const auto& message = this->plan.messages[index];

		for (uint32_t place{ message.first }; place < message.first + message.count; ++place)
		{
			const uint32_t datagram     = this->plan.order[place];
			this->pieces[place].iov_base = this->store.get() + this->parcels[datagram].offset;
			this->pieces[place].iov_len  = this->waiting[datagram].length;
		}

		const auto& datagram = this->waiting[this->plan.order[message.first]];
		auto& destination    = this->flows[datagram.flow].destination;
		auto& header         = this->headers[index].msg_hdr;

		header             = {};
		header.msg_name    = std::addressof(destination);
		header.msg_namelen = destination.v4.sin_family == AF_INET ? sizeof(destination.v4) : sizeof(destination.v6);
		header.msg_iov     = std::addressof(this->pieces[message.first]);
		header.msg_iovlen  = message.count;

		if (message.count == 1)
		{
			continue;
		}

		const auto segmentLength = static_cast<uint16_t>(datagram.length);

		header.msg_control    = std::addressof(this->controls[index * ControlBytes]);
		header.msg_controllen = ControlBytes;

		auto* control = CMSG_FIRSTHDR(std::addressof(header));

		control->cmsg_level = IPPROTO_UDP;
		control->cmsg_type  = UDP_SEGMENT;
		control->cmsg_len   = CMSG_LEN(sizeof(segmentLength));
		std::memcpy(CMSG_DATA(control), std::addressof(segmentLength), sizeof(segmentLength));
	}
}

void OutgoingDatagrams::SendOneByOne(const PlannedMessage& message)
{
	for (uint32_t place{ message.first }; place < message.first + message.count; ++place)
	{
		SendOne(this->plan.order[place]);
	}
}

/** As UdpSocketHandle does without this class: at once if the kernel takes it, else by libuv's queue. */
void OutgoingDatagrams::SendOne(uint32_t index)
{
	const auto& parcel  = this->parcels[index];
	const auto length   = this->waiting[index].length;
	auto* data          = this->store.get() + parcel.offset;
	const auto* address = reinterpret_cast<const struct sockaddr*>(
	  std::addressof(this->flows[this->waiting[index].flow].destination));
	const auto buffer = uv_buf_init(reinterpret_cast<char*>(data), length);
	const int sent    = uv_udp_try_send(parcel.socket->uvHandle, std::addressof(buffer), 1, address);

	if (sent < 0)
	{
		parcel.socket->SendLater(data, length, address, parcel.callback);

		return;
	}

	parcel.socket->sentBytes += sent;

	if (parcel.callback)
	{
		this->outcomes.push_back({ parcel.callback, sent == static_cast<int>(length) });
	}
}

void OutgoingDatagrams::MarkSent(const PlannedMessage& message)
{
	for (uint32_t place{ message.first }; place < message.first + message.count; ++place)
	{
		const uint32_t index = this->plan.order[place];
		const auto& parcel   = this->parcels[index];

		parcel.socket->sentBytes += this->waiting[index].length;

		if (parcel.callback)
		{
			this->outcomes.push_back({ parcel.callback, true });
		}
	}
}

/** Callbacks may send (a request for a key frame, say), which must not wait until the loop wakes up again. */
void OutgoingDatagrams::EndTurn()
{
	while (!this->waiting.empty() || !this->outcomes.empty())
	{
		Flush();
		std::swap(this->outcomes, this->dueOutcomes);

		for (const auto& outcome : this->dueOutcomes)
		{
			(*outcome.callback)(outcome.sent);
			delete outcome.callback;
		}

		this->dueOutcomes.clear();
	}
}

#endif
