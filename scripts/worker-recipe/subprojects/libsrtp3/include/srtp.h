// The part of libsrtp 3's interface that mediasoup's worker calls, on top of libsrtp 2.
//
// libsrtp 3 has an opaque policy filled by functions and separate input and output buffers with their sizes;
// libsrtp 2 has a plain policy structure and works in place. Functions of the same name are C++ overloads.
#pragma once

// libsrtp 2's policy structure makes room for the handle that libsrtp 3 calls by this name.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// Error codes of libsrtp 3 which libsrtp 2 never returns by itself. Its own go up to 27; more than 31 no value of that type may be.
#define srtp_err_status_buffer_small static_cast<srtp_err_status_t>(30)
#define srtp_err_status_cryptex_err static_cast<srtp_err_status_t>(31)

struct PlenumSrtpPolicy
{
	srtp2_policy_t policy;
	srtp_profile_t profile;
	uint8_t key[SRTP_MAX_KEY_LEN];
};

using srtp_policy_t = PlenumSrtpPolicy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) PlenumSrtpPolicy{};

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy)
	{
		// The key must not stay behind in freed memory; a plain memset() may be optimised away.
		std::fill_n(static_cast<volatile uint8_t*>(policy->key), sizeof(policy->key), uint8_t{ 0 });
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	policy->profile = profile;

	const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	if (status != srtp_err_status_ok)
	{
		return status;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLength,
  const uint8_t* salt,
  size_t saltLength,
  const uint8_t* /*mki*/,
  size_t mkiLength)
{
	const size_t wantedKeyLength  = srtp_profile_get_master_key_length(policy->profile);
	const size_t wantedSaltLength = srtp_profile_get_master_salt_length(policy->profile);

	// Of several keys or of key identifiers the worker makes no use.
	if (
	  policy->policy.key || mkiLength != 0 || keyLength != wantedKeyLength ||
	  saltLength != wantedSaltLength || keyLength + saltLength > sizeof(policy->key))
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLength);
	std::memcpy(policy->key + keyLength, salt, saltLength);
	policy->policy.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t packets)
{
	policy->policy.window_size = static_cast<unsigned long>(packets);

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, &policy->policy);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

// Copies the packet to where it is to be transformed in place; `room` is what the transformation may append.
inline srtp_err_status_t plenumSrtpPlace(
  const uint8_t* in, size_t inLength, uint8_t* out, size_t outCapacity, size_t room)
{
	if (inLength + room > outCapacity)
	{
		return srtp_err_status_buffer_small;
	}

	if (in != out)
	{
		std::memmove(out, in, inLength);
	}

	return srtp_err_status_ok;
}

// The two directions differ only in libsrtp 2's function and in whether bytes are appended.
template<typename Transform>
srtp_err_status_t plenumSrtpTransform(
  Transform transform, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength, size_t room)
{
	const auto placed = plenumSrtpPlace(in, inLength, out, *outLength, room);

	if (placed != srtp_err_status_ok)
	{
		return placed;
	}

	auto length       = static_cast<int>(inLength);
	const auto status = transform(out, &length);

	if (status == srtp_err_status_ok)
	{
		*outLength = static_cast<size_t>(length);
	}

	return status;
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLength, uint8_t* srtp, size_t* srtpLength, size_t /*mkiIndex*/)
{
	return plenumSrtpTransform(
	  [session](void* packet, int* length) { return srtp_protect(session, packet, length); },
	  rtp,
	  rtpLength,
	  srtp,
	  srtpLength,
	  SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLength, uint8_t* rtp, size_t* rtpLength)
{
	return plenumSrtpTransform(
	  [session](void* packet, int* length) { return srtp_unprotect(session, packet, length); },
	  srtp,
	  srtpLength,
	  rtp,
	  rtpLength,
	  0);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLength, uint8_t* srtcp, size_t* srtcpLength, size_t /*mkiIndex*/)
{
	return plenumSrtpTransform(
	  [session](void* packet, int* length) { return srtp_protect_rtcp(session, packet, length); },
	  rtcp,
	  rtcpLength,
	  srtcp,
	  srtcpLength,
	  SRTP_MAX_TRAILER_LEN + sizeof(uint32_t));
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLength, uint8_t* rtcp, size_t* rtcpLength)
{
	return plenumSrtpTransform(
	  [session](void* packet, int* length) { return srtp_unprotect_rtcp(session, packet, length); },
	  srtcp,
	  srtcpLength,
	  rtcp,
	  rtcpLength,
	  0);
}
