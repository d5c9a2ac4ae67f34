// Closes TCP connections on which nobody authenticates.
#define MS_CLASS "UnauthenticatedConnections"

#include "handles/unauthenticated-connections.hpp"
#include "DepLibUV.hpp"
#include "Logger.hpp"

/** A browser sends its first STUN request as soon as it is connected; a packet that is lost three times comes after 7 s. */
static constexpr int64_t DeadlineMs{ 10000 };
/** So many of one address may wait for longer than the time below. */
static constexpr size_t PerAddressMax{ 64 };
/** A class that enters together behind one router has more than that for a moment: two for each person, until the first request. */
static constexpr int64_t BurstMs{ 1000 };
/** All together; each costs a file. */
static constexpr size_t TotalMax{ 512 };
static constexpr uint64_t SweepEveryMs{ 500 };

UnauthenticatedConnections::UnauthenticatedConnections(uv_loop_t* loop) : timer(new uv_timer_t)
{
	MS_TRACE();

	uv_timer_init(loop, this->timer);
	this->timer->data = static_cast<void*>(this);
}

UnauthenticatedConnections::~UnauthenticatedConnections()
{
	MS_TRACE();

	this->timer->data = nullptr;
	uv_close(
	  reinterpret_cast<uv_handle_t*>(this->timer),
	  [](uv_handle_t* handle) { delete reinterpret_cast<uv_timer_t*>(handle); });
}

void UnauthenticatedConnections::Add(TcpConnectionHandle* connection)
{
	MS_TRACE();

	ForgetAuthenticated();

	while (this->entries.size() >= TotalMax)
	{
		// Whoever has many gives way before others do.
		const bool hasMany = CountOf(connection->GetPeerIp()) >= PerAddressMax;
		auto* victim       = hasMany ? OldestOf(connection->GetPeerIp()) : this->entries.front().connection;

		// Removes it from the entries.
		victim->TriggerClose();
	}

	this->entries.push_back({ connection, DepLibUV::GetTimeMs() });
	StartTimer();
}

void UnauthenticatedConnections::Remove(const TcpConnectionHandle* connection)
{
	MS_TRACE();

	this->entries.remove_if([connection](const Entry& entry) { return entry.connection == connection; });
}

void UnauthenticatedConnections::Sweep()
{
	MS_TRACE();

	ForgetAuthenticated();

	const int64_t nowMs = DepLibUV::GetTimeMs();
	auto it             = this->entries.begin();

	while (it != this->entries.end())
	{
		auto* connection    = it->connection;
		const int64_t ageMs = nowMs - it->acceptedAtMs;

		// The next one stays where it is when this one is removed.
		++it;

		if (ageMs >= DeadlineMs || (ageMs >= BurstMs && CountOf(connection->GetPeerIp()) > PerAddressMax))
		{
			connection->TriggerClose();
		}
	}

	if (this->entries.empty())
	{
		uv_timer_stop(this->timer);
	}
}

void UnauthenticatedConnections::ForgetAuthenticated()
{
	MS_TRACE();

	this->entries.remove_if([](const Entry& entry) { return entry.connection->IsAuthenticated(); });
}

size_t UnauthenticatedConnections::CountOf(const std::string& ip) const
{
	MS_TRACE();

	size_t count{ 0 };

	for (const auto& entry : this->entries)
	{
		if (entry.connection->GetPeerIp() == ip)
		{
			++count;
		}
	}

	return count;
}

/** There has to be one. */
TcpConnectionHandle* UnauthenticatedConnections::OldestOf(const std::string& ip) const
{
	MS_TRACE();

	for (const auto& entry : this->entries)
	{
		if (entry.connection->GetPeerIp() == ip)
		{
			return entry.connection;
		}
	}

	return this->entries.front().connection;
}

void UnauthenticatedConnections::StartTimer()
{
	MS_TRACE();

	if (uv_is_active(reinterpret_cast<uv_handle_t*>(this->timer)) != 0)
	{
		return;
	}

	uv_timer_start(
	  this->timer,
	  [](uv_timer_t* handle)
	  {
		  auto* connections = static_cast<UnauthenticatedConnections*>(handle->data);

		  if (connections)
		  {
			  connections->Sweep();
		  }
	  },
	  SweepEveryMs,
	  SweepEveryMs);
}
