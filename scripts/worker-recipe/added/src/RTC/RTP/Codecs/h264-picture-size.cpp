// Reads what an H.264 sequence parameter set (SPS) claims: RFC 6184 for packets, ITU-T H.264 7.3.2.1.1 and E.1.1 for the SPS.
#include "RTC/RTP/Codecs/h264-picture-size.hpp"
#include <algorithm>

/** Macroblocks in one picture, level 5.2 (table A-1); the same as in Plenum's codecs/h264-limits.ts. */
static constexpr uint64_t BlocksMax{ 36864 };
/** Macroblocks along one side: 16,384 pixels, what the graphics of a browser take at most. */
static constexpr uint64_t SideBlocksMax{ 1024 };
/** Macroblocks in all pictures that a decoder keeps, level 5.2 (table A-1), and how many pictures at most (A.3.1). */
static constexpr uint64_t KeptBlocksMax{ 184320 };
static constexpr uint64_t KeptPicturesMax{ 16 };
/** Level 5.2. A decoder may reckon what it keeps from the level alone. */
static constexpr uint8_t LevelMax{ 52 };
/** An SPS of a browser has less than 60 bytes. */
static constexpr size_t SpsBytesMax{ 1024 };

/** Types of NAL units and packets. */
static constexpr uint8_t Sps{ 7 };
static constexpr uint8_t SubsetSps{ 15 };
static constexpr uint8_t StapA{ 24 };
static constexpr uint8_t StapB{ 25 };
static constexpr uint8_t Mtap16{ 26 };
static constexpr uint8_t Mtap24{ 27 };
static constexpr uint8_t FuA{ 28 };
static constexpr uint8_t FuB{ 29 };

static constexpr uint32_t ProfileBaseline{ 66 };
static constexpr uint32_t ProfileMain{ 77 };
static constexpr uint32_t ProfileHigh{ 100 };

namespace
{
	/** Bits of a NAL unit without its emulation bytes. Once it has failed, all that it reads is 0. */
	class BitReader
	{
	public:
		BitReader(const uint8_t* data, size_t len) : data(data), len(len)
		{
		}

		bool HasFailed() const
		{
			return this->failed;
		}

		/** @param count at most 32 */
		uint32_t Bits(size_t count)
		{
			uint32_t value{ 0 };

			for (size_t i{ 0 }; i < count; ++i)
			{
				value = (value << 1) | Bit();
			}

			return this->failed ? 0 : value;
		}

		bool Flag()
		{
			return Bits(1) == 1;
		}

		/** ue(v), 9.1. */
		uint32_t Unsigned()
		{
			size_t zeros{ 0 };

			while (!this->failed && Bit() == 0)
			{
				if (++zeros == 32)
				{
					this->failed = true;
				}
			}

			return this->failed ? 0 : ((uint32_t{ 1 } << zeros) - 1) + Bits(zeros);
		}

		/** se(v), 9.1.1. */
		int64_t Signed()
		{
			const int64_t code = Unsigned();

			return code % 2 == 1 ? (code + 1) / 2 : -(code / 2);
		}

	private:
		uint32_t Bit()
		{
			if (this->bitsLeft == 0)
			{
				NextByte();
			}

			if (this->failed)
			{
				return 0;
			}

			--this->bitsLeft;

			return (this->current >> this->bitsLeft) & 1;
		}

		void NextByte()
		{
			// After two zeros a 3 is there only to be left out; less would be the end of the NAL unit to some decoders (7.4.1).
			if (this->zeroBytes >= 2 && this->offset < this->len && this->data[this->offset] <= 3)
			{
				if (this->data[this->offset] != 3)
				{
					this->failed = true;

					return;
				}

				++this->offset;
				this->zeroBytes = 0;
			}

			if (this->offset >= this->len)
			{
				this->failed = true;

				return;
			}

			this->current   = this->data[this->offset++];
			this->bitsLeft  = 8;
			this->zeroBytes = this->current == 0 ? this->zeroBytes + 1 : 0;
		}

		const uint8_t* data;
		size_t len;
		size_t offset{ 0 };
		size_t zeroBytes{ 0 };
		size_t bitsLeft{ 0 };
		uint8_t current{ 0 };
		bool failed{ false };
	};
} // namespace

/** 7.3.2.1.1.1, for the eight lists of pictures with half the colour. */
static void SkipScalingLists(BitReader& reader)
{
	for (size_t list{ 0 }; list < 8 && !reader.HasFailed(); ++list)
	{
		if (!reader.Flag())
		{
			continue;
		}

		const size_t size = list < 6 ? 16 : 64;
		int64_t last{ 8 };
		int64_t next{ 8 };

		for (size_t i{ 0 }; i < size && !reader.HasFailed(); ++i)
		{
			if (next != 0)
			{
				next = (last + reader.Signed() + 256) % 256;
			}

			last = next == 0 ? last : next;
		}
	}
}

/** @return whether samples have 8 bits and half the colour, as all that browsers send; more takes twice the memory and more */
static bool ReadSamples(BitReader& reader, uint32_t profile)
{
	if (profile == ProfileBaseline || profile == ProfileMain)
	{
		return true;
	}

	const uint32_t chromaFormat = reader.Unsigned();
	const uint32_t lumaBits     = 8 + reader.Unsigned();
	const uint32_t chromaBits   = 8 + reader.Unsigned();

	if (chromaFormat > 1 || lumaBits != 8 || chromaBits != 8)
	{
		return false;
	}

	// qpprime_y_zero_transform_bypass_flag.
	reader.Flag();

	if (reader.Flag())
	{
		SkipScalingLists(reader);
	}

	return true;
}

/** @return whether it has as many cycles as may be */
static bool ReadPictureOrder(BitReader& reader)
{
	// log2_max_frame_num_minus4.
	reader.Unsigned();

	const uint32_t type = reader.Unsigned();

	if (type == 0)
	{
		// log2_max_pic_order_cnt_lsb_minus4.
		reader.Unsigned();
	}
	else if (type == 1)
	{
		reader.Flag();
		reader.Signed();
		reader.Signed();

		const uint32_t cycles = reader.Unsigned();

		if (cycles > 255)
		{
			return false;
		}

		for (uint32_t i{ 0 }; i < cycles && !reader.HasFailed(); ++i)
		{
			reader.Signed();
		}
	}

	return type <= 2;
}

/** E.1.2. @return whether it has as many buffers as may be */
static bool ReadHrd(BitReader& reader)
{
	const uint64_t buffers = uint64_t{ reader.Unsigned() } + 1;

	if (buffers > 32)
	{
		return false;
	}

	reader.Bits(8);

	for (uint64_t i{ 0 }; i < buffers; ++i)
	{
		reader.Unsigned();
		reader.Unsigned();
		reader.Flag();
	}

	reader.Bits(20);

	return true;
}

/** E.1.1. @param keptMax how many pictures a decoder may keep @return whether it claims no more */
static bool ReadUsability(BitReader& reader, uint64_t keptMax)
{
	// Extended_SAR has its two numbers behind it.
	if (reader.Flag() && reader.Bits(8) == 255)
	{
		reader.Bits(32);
	}

	if (reader.Flag())
	{
		reader.Flag();
	}

	if (reader.Flag())
	{
		reader.Bits(4);

		if (reader.Flag())
		{
			reader.Bits(24);
		}
	}

	if (reader.Flag())
	{
		reader.Unsigned();
		reader.Unsigned();
	}

	if (reader.Flag())
	{
		reader.Bits(32);
		reader.Bits(32);
		reader.Flag();
	}

	const bool hasNalHrd = reader.Flag();

	if (hasNalHrd && !ReadHrd(reader))
	{
		return false;
	}

	const bool hasVclHrd = reader.Flag();

	if (hasVclHrd && !ReadHrd(reader))
	{
		return false;
	}

	if (hasNalHrd || hasVclHrd)
	{
		reader.Flag();
	}

	reader.Flag();

	if (!reader.Flag())
	{
		return true;
	}

	reader.Flag();
	reader.Unsigned();
	reader.Unsigned();
	reader.Unsigned();
	reader.Unsigned();

	const uint32_t reordered = reader.Unsigned();
	const uint32_t kept      = reader.Unsigned();

	return reordered <= keptMax && kept <= keptMax;
}

/** Whether a decoder that splits what it gets at start codes would find another NAL unit in it. */
static bool HasStartCode(const uint8_t* data, size_t len)
{
	for (size_t i{ 2 }; i < len; ++i)
	{
		if (data[i] == 1 && data[i - 1] == 0 && data[i - 2] == 0)
		{
			return true;
		}
	}

	return false;
}

/** @param data begins with the header of the NAL unit */
static bool IsBoundedSps(const uint8_t* data, size_t len)
{
	if (len > SpsBytesMax || HasStartCode(data, len))
	{
		return false;
	}

	BitReader reader(data + 1, len - 1);

	const uint32_t profile = reader.Bits(8);

	// Constraints.
	reader.Bits(8);

	const uint32_t level = reader.Bits(8);

	// seq_parameter_set_id.
	reader.Unsigned();

	if (profile != ProfileBaseline && profile != ProfileMain && profile != ProfileHigh)
	{
		return false;
	}

	if (level > LevelMax || !ReadSamples(reader, profile) || !ReadPictureOrder(reader))
	{
		return false;
	}

	const uint64_t references = reader.Unsigned();

	// gaps_in_frame_num_value_allowed_flag.
	reader.Flag();

	const uint64_t width     = uint64_t{ reader.Unsigned() } + 1;
	const uint64_t mapHeight = uint64_t{ reader.Unsigned() } + 1;
	const bool hasFramesOnly = reader.Flag();
	// Of a picture in two fields each unit stands for two macroblocks, one above the other.
	const uint64_t height    = hasFramesOnly ? mapHeight : 2 * mapHeight;

	if (width > SideBlocksMax || height > SideBlocksMax || width * height > BlocksMax)
	{
		return false;
	}

	const uint64_t keptMax = std::min(KeptBlocksMax / (width * height), KeptPicturesMax);

	if (references > keptMax)
	{
		return false;
	}

	if (!hasFramesOnly)
	{
		reader.Flag();
	}

	// direct_8x8_inference_flag.
	reader.Flag();

	// Cropping makes it smaller only.
	if (reader.Flag())
	{
		for (size_t side{ 0 }; side < 4; ++side)
		{
			reader.Unsigned();
		}
	}

	if (reader.Flag() && !ReadUsability(reader, keptMax))
	{
		return false;
	}

	return !reader.HasFailed();
}

/** @param data begins behind the header of the packet; each NAL unit has its size before it, in two bytes */
static bool HasBoundedUnits(const uint8_t* data, size_t len)
{
	while (len > 0)
	{
		const size_t size = len < 2 ? 0 : (size_t{ data[0] } << 8) | data[1];

		// A receiver would throw it away as well.
		if (size == 0 || size > len - 2)
		{
			return false;
		}

		const uint8_t type = data[2] & 0x1F;

		if (type == SubsetSps || (type == Sps && !IsBoundedSps(data + 2, size)))
		{
			return false;
		}

		data += 2 + size;
		len -= 2 + size;
	}

	return true;
}

bool HasBoundedH264PictureSize(const uint8_t* data, size_t len)
{
	if (len == 0)
	{
		return true;
	}

	switch (data[0] & 0x1F)
	{
		case Sps:
		{
			return IsBoundedSps(data, len);
		}

		case StapA:
		{
			return HasBoundedUnits(data + 1, len - 1);
		}

		// An SPS fits into one packet, so that no client cuts it into fragments.
		case FuA:
		{
			const uint8_t type = len < 2 ? 0 : data[1] & 0x1F;

			return type != Sps && type != SubsetSps;
		}

		// No browser has a use for layers (Annex F), and the packets of the interleaved mode are not negotiated.
		case SubsetSps:
		case StapB:
		case Mtap16:
		case Mtap24:
		case FuB:
		{
			return false;
		}

		default:
		{
			return true;
		}
	}
}
