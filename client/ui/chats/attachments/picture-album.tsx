// The pictures of a message: one as it is, several as an album. Their place is there before they are.
import { useState } from 'react';
import type { Attachment } from '../../../../protocol/files/model.ts';
import { classNames } from '../../parts/class-names.ts';
import { useTexts } from '../../texts/language-store.ts';
import { pictureBox } from './picture-box.ts';
import { PictureViewer } from './picture-viewer.tsx';
import { useAttachmentAddress } from './use-attachment-address.ts';

export function PictureAlbum({ pictures }: { readonly pictures: readonly Attachment[] }) {
  const texts = useTexts();
  const [shown, setShown] = useState<number>();
  const isAlone = pictures.length === 1;
  return (
    <>
      <ul
        aria-label={texts.files.pictures(pictures.length)}
        className={classNames('max-w-full gap-1', isAlone ? 'flex' : 'grid w-80 grid-cols-2')}
      >
        {pictures.map((picture, index) => (
          <li
            key={picture.id}
            className={classNames(
              'max-w-full min-w-0',
              pictures.length % 2 === 1 && index === 0 && !isAlone && 'col-span-2',
            )}
          >
            <Thumbnail picture={picture} isAlone={isAlone} onOpen={() => setShown(index)} />
          </li>
        ))}
      </ul>
      <PictureViewer pictures={pictures} shown={shown} onShow={setShown} />
    </>
  );
}

interface ThumbnailProps {
  readonly picture: Attachment;
  readonly isAlone: boolean;
  readonly onOpen: () => void;
}

function Thumbnail({
  picture: { id, name, width = 1, height = 1, placeholder },
  isAlone,
  onOpen,
}: ThumbnailProps) {
  const texts = useTexts();
  const address = useAttachmentAddress(id, 'preview');
  const box = pictureBox(width, height);
  return (
    <button
      type="button"
      data-testid="attachment-picture"
      aria-label={texts.files.open(name)}
      onClick={onOpen}
      className="relative block max-w-full overflow-hidden rounded-xl bg-raised"
      style={
        isAlone
          ? { width: box.width, aspectRatio: `${box.width} / ${box.height}` }
          : { width: '100%', aspectRatio: '4 / 3' }
      }
    >
      {placeholder !== undefined && (
        <img
          alt=""
          src={`data:image/webp;base64,${placeholder}`}
          className="absolute inset-0 size-full object-cover blur-md"
        />
      )}
      {address !== undefined && (
        <img
          alt=""
          data-testid="attachment-image"
          src={address}
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </button>
  );
}
