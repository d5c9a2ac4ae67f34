// The picture codecs that this browser can send. Used by the settings and by the select in the call.
import type { PictureCodec } from '../../app/meeting-model.ts';
import type { Choice } from '../parts/select-field.tsx';
import type { Texts } from '../texts/en.ts';

/** Both codecs, H.264 greyed out where it cannot be sent. */
export function pictureCodecChoices(h264Available: boolean, texts: Texts): Choice<PictureCodec>[] {
  return [
    { value: 'h264', label: texts.settings.pictureCodecs.h264, disabled: !h264Available },
    { value: 'jpeg', label: texts.settings.pictureCodecs.jpeg },
  ];
}
