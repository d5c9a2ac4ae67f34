// Gathers what UDP sockets send within one turn of the event loop and hands it to the kernel in few calls. UdpSocketHandle
// gives it datagrams; DepLibUV starts and ends it. Why: scripts/worker-recipe/README.md of Plenum.
#ifndef PLENUM_OUTGOING_DATAGRAMS_HPP
#define PLENUM_OUTGOING_DATAGRAMS_HPP

#include "common.hpp"
#include "handles/plan-messages.hpp"
#include <uv.h>
#include <functional>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <vector>

class UdpSocketHandle;

/**
 * One for each event loop. A datagram waits until the loop has done what it woke up for, or until the store is full. Order holds
 * for each destination. What the kernel does not take at once goes to libuv's queue, as without this class.
 */
class OutgoingDatagrams
{
public:
	using Callback = const std::function<void(bool sent)>;

	/** Begins to gather, unless the environment has WORKER_BATCHING=off or the kernel cannot cut messages up (before 4.18). */
	static void ClassInit(uv_loop_t* loop);
	/** No socket may be left. */
	static void ClassDestroy();

	/**
	 * Keeps a copy of the datagram, to be sent before the loop waits again.
	 * @param length at least 1 byte
	 * @param callback called, and deleted, at the end of the turn; may be missing
	 * @returns false when the caller has to send the datagram itself
	 */
	static bool Take(
	  UdpSocketHandle* socket,
	  const uint8_t* data,
	  size_t length,
	  const struct sockaddr* address,
	  Callback* callback);
	/** Sends what waits, for a socket that is about to close. Its callbacks are deleted, as libuv's queue would. */
	static void FlushBeforeClose(UdpSocketHandle* socket);

private:
	union Destination
	{
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	};

	/** Beside its entry in `waiting`. */
	struct Parcel
	{
		UdpSocketHandle* socket;
		size_t offset;
		Callback* callback;
	};

	/** Datagrams of one socket to one address. */
	struct Flow
	{
		UdpSocketHandle* socket;
		Destination destination;
		uint64_t key;
		/** Its place in `flowSlots`. */
		size_t slot;
	};

	struct Outcome
	{
		Callback* callback;
		bool sent;
	};

	OutgoingDatagrams();

	static bool ReadDestination(const struct sockaddr* address, Destination& destination, uint64_t& key);
	uint32_t FlowOf(UdpSocketHandle* socket, const Destination& destination, uint64_t key);
	void Flush();
	void SendMessages(UdpSocketHandle* socket, size_t first, size_t end);
	void BuildHeaders(size_t first, size_t end);
	void SendOneByOne(const PlannedMessage& message);
	void SendOne(uint32_t index);
	void MarkSent(const PlannedMessage& message);
	void EndTurn();

	static thread_local std::unique_ptr<OutgoingDatagrams> instance;

	uv_prepare_t beforePolling{};
	uv_check_t afterPolling{};
	std::unique_ptr<uint8_t[]> store;
	size_t storedBytes{ 0 };
	std::vector<WaitingDatagram> waiting;
	std::vector<Parcel> parcels;
	std::vector<Flow> flows;
	/** Finds a flow by its key: 1 more than its index; 0 where there is none. */
	std::vector<uint16_t> flowSlots;
	MessagePlan plan;
	std::vector<struct mmsghdr> headers;
	std::vector<struct iovec> pieces;
	/** Room for the one control message of each header. */
	std::vector<uint8_t> controls;
	std::vector<Outcome> outcomes;
	std::vector<Outcome> dueOutcomes;
	bool isFlushing{ false };
};

#endif
