// TCP connections that nobody has authenticated on yet: how many there may be, and for how long. TcpServerHandle gives it each
// connection that it accepts. Why: scripts/worker-recipe/README.md of Plenum.
#ifndef PLENUM_UNAUTHENTICATED_CONNECTIONS_HPP
#define PLENUM_UNAUTHENTICATED_CONNECTIONS_HPP

#include "common.hpp"
#include "handles/TcpConnectionHandle.hpp"
#include <uv.h>
#include <list>
#include <string>

/** Of one TCP server. A connection leaves when a STUN request with the right password came over it, and when it is closed. */
class UnauthenticatedConnections
{
public:
	explicit UnauthenticatedConnections(uv_loop_t* loop);
	~UnauthenticatedConnections();
	UnauthenticatedConnections(const UnauthenticatedConnections&)            = delete;
	UnauthenticatedConnections& operator=(const UnauthenticatedConnections&) = delete;

	/** Takes a connection that was just accepted; where there are too many, an older one is closed. */
	void Add(TcpConnectionHandle* connection);
	/** A connection that is being closed. */
	void Remove(const TcpConnectionHandle* connection);

private:
	struct Entry
	{
		TcpConnectionHandle* connection;
		int64_t acceptedAtMs;
	};

	void Sweep();
	void ForgetAuthenticated();
	size_t CountOf(const std::string& ip) const;
	TcpConnectionHandle* OldestOf(const std::string& ip) const;
	void StartTimer();

	/** Oldest first. */
	std::list<Entry> entries;
	uv_timer_t* timer;
};

#endif
