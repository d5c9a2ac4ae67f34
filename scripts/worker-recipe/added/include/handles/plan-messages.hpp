// Decides which datagrams go to the kernel as one message; used by OutgoingDatagrams. Pure: no socket, no clock.
#ifndef PLENUM_PLAN_MESSAGES_HPP
#define PLENUM_PLAN_MESSAGES_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

/** What is known of a datagram that waits. */
struct WaitingDatagram
{
	/** Its socket and destination: the same number for the same two, counted from 0 in order of appearance. */
	uint32_t flow{ 0 };
	/** Bytes, at least 1. */
	uint32_t length{ 0 };
};

/** Datagrams that the kernel takes at once: all as long as the first, but for the last, which may be shorter. */
struct PlannedMessage
{
	/** Where its datagrams begin in `MessagePlan::order`. */
	uint32_t first{ 0 };
	/** At least 1; more only where the kernel may cut the message up again. */
	uint32_t count{ 0 };
};

/** Reused from turn to turn, so that planning allocates nothing once it has grown. */
struct MessagePlan
{
	/** Indexes of all datagrams: flow by flow, each flow in the order in which it was sent. */
	std::vector<uint32_t> order;
	std::vector<PlannedMessage> messages;
	std::vector<uint32_t> flowEnds;
};

/** The kernel cuts a message into at most this many datagrams (UDP_MAX_SEGMENTS of Linux 4.18; later ones take more). */
constexpr uint32_t MessageDatagramsMax{ 64 };
/** A message, headers included, has to fit an IP packet of 65,535 bytes. */
constexpr uint32_t MessageBytesMax{ 65000 };

/**
 * @param waiting in the order in which they were sent
 * @param flows how many different flows they have
 * @param plan is filled; what it held before is gone
 */
inline void planMessages(const std::vector<WaitingDatagram>& waiting, uint32_t flows, MessagePlan& plan)
{
	auto& ends = plan.flowEnds;

	ends.assign(flows + 1, 0);
	plan.messages.clear();
	plan.order.resize(waiting.size());

	for (const auto& datagram : waiting)
	{
		++ends[datagram.flow + 1];
	}

	for (uint32_t flow{ 1 }; flow <= flows; ++flow)
	{
		ends[flow] += ends[flow - 1];
	}

	// Each flow's entry moves from its beginning to its end, which is where the next one begins.
	for (uint32_t index{ 0 }; index < waiting.size(); ++index)
	{
		plan.order[ends[waiting[index].flow]++] = index;
	}

	uint32_t bytes{ 0 };
	bool isOpen{ false };

	for (uint32_t place{ 0 }; place < plan.order.size(); ++place)
	{
		const auto& datagram = waiting[plan.order[place]];

		if (isOpen)
		{
			auto& message     = plan.messages.back();
			const auto& first = waiting[plan.order[message.first]];

			if (
			  datagram.flow == first.flow && datagram.length <= first.length &&
			  message.count < MessageDatagramsMax && bytes + datagram.length <= MessageBytesMax)
			{
				++message.count;
				bytes += datagram.length;
				// A shorter one can only be the last.
				isOpen = datagram.length == first.length;

				continue;
			}
		}

		plan.messages.push_back({ place, 1 });
		bytes  = datagram.length;
		isOpen = true;
	}
}

#endif
