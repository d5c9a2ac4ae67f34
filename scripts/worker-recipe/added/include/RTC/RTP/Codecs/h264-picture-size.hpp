// Which H.264 packets may pass by what they claim of the size of their pictures. Producer asks it for each packet of an H.264 source.
// Why: scripts/worker-recipe/README.md of Plenum.
#ifndef PLENUM_H264_PICTURE_SIZE_HPP
#define PLENUM_H264_PICTURE_SIZE_HPP

#include "common.hpp"

/**
 * Looks at the type of the packet (RFC 6184) and, only where it has a sequence parameter set, into that.
 * @param data the payload of an RTP packet @param len of it, in bytes
 * @return false when a decoder could take more memory for it than for the largest picture that a client sends, or when it has a
 * sequence parameter set that cannot be read
 */
bool HasBoundedH264PictureSize(const uint8_t* data, size_t len);

#endif
