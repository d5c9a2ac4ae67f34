// Chooses what is seen behind oneself and worn on the face, and says what it costs. In the lobby and in the settings.
import { Ban, ImagePlus, Trash2 } from 'lucide-react';
import { useId, useRef } from 'react';
import { stickers } from '../../media/effects/effect-contract.ts';
import { backgrounds } from '../../app/meeting-model.ts';
import { Button } from '../parts/button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { EffectTile } from './effect-tile.tsx';
import { BlurThumbnail, SceneThumbnail, StickerThumbnail } from './thumbnails.tsx';

const groupClass = 'flex min-w-0 flex-col gap-2';
const tilesClass = 'flex flex-wrap gap-2';

export default function EffectPicker() {
  const texts = useTexts();
  const available = useMeeting((state) => state.effectsAvailable);
  if (!available) return <p className="text-sm text-ink-soft">{texts.effects.unavailable}</p>;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Backgrounds />
      <Stickers />
      <Cost />
    </div>
  );
}

function Backgrounds() {
  const texts = useTexts();
  const actions = useActions();
  // One name would tie together the groups of the lobby and of the settings over it.
  const name = useId();
  const chosen = useMeeting((state) => state.preferences.background);
  const own = useMeeting((state) => state.ownBackground);
  const offered = backgrounds.filter((choice) => choice !== 'own' || own !== undefined);
  const thumbnail = (choice: (typeof backgrounds)[number]) => {
    if (choice === 'none') return <Ban aria-hidden="true" className="m-auto size-5 text-ink-soft" />;
    if (choice === 'blur') return <BlurThumbnail />;
    if (choice === 'own') return <img src={own} alt="" className="size-full object-cover" />;
    return <SceneThumbnail scene={choice} />;
  };
  return (
    <fieldset className={groupClass}>
      <legend className="mb-1.5 text-sm font-medium">{texts.effects.background}</legend>
      <div className={tilesClass}>
        {offered.map((choice) => (
          <EffectTile
            key={choice}
            kind="radio"
            name={name}
            label={texts.effects.backgrounds[choice]}
            // An own picture that is gone is blurred, as the worker does it.
            checked={choice === (chosen === 'own' && own === undefined ? 'blur' : chosen)}
            onChange={() => void actions.setPreferences({ background: choice })}
          >
            {thumbnail(choice)}
          </EffectTile>
        ))}
      </div>
      <LocalPicture />
    </fieldset>
  );
}

function LocalPicture() {
  const texts = useTexts();
  const actions = useActions();
  const own = useMeeting((state) => state.ownBackground);
  const ref = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-wrap gap-2">
      <input
        ref={ref}
        type="file"
        accept="image/*"
        hidden
        data-testid="background-file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void actions.setOwnBackground(file);
          // So that the same file can be chosen again.
          target.value = '';
        }}
      />
      <Button onClick={() => ref.current?.click()}>
        <ImagePlus aria-hidden="true" className="size-4.5" />
        {texts.effects.choosePicture}
      </Button>
      {own !== undefined && (
        <Button onClick={() => void actions.setOwnBackground(undefined)}>
          <Trash2 aria-hidden="true" className="size-4.5" />
          {texts.effects.forgetPicture}
        </Button>
      )}
    </div>
  );
}

function Stickers() {
  const texts = useTexts();
  const actions = useActions();
  const worn = useMeeting((state) => state.preferences.stickers);
  return (
    <fieldset className={groupClass}>
      <legend className="mb-1.5 text-sm font-medium">{texts.effects.stickers}</legend>
      <div className={tilesClass}>
        {stickers.map((sticker) => (
          <EffectTile
            key={sticker}
            kind="checkbox"
            name={sticker}
            label={texts.effects.stickerNames[sticker]}
            checked={worn.includes(sticker)}
            onChange={(on) =>
              void actions.setPreferences({
                stickers: stickers.filter((each) => (each === sticker ? on : worn.includes(each))),
              })
            }
          >
            <StickerThumbnail sticker={sticker} />
          </EffectTile>
        ))}
      </div>
    </fieldset>
  );
}

/** Once a second; not announced, it would never be silent. */
function Cost() {
  const texts = useTexts();
  const cost = useMeeting((state) => state.effectCost);
  if (!cost) return <p className="text-sm text-ink-soft">{texts.effects.hint}</p>;
  const percent = cost.coreShare.toLocaleString(texts.tag, { style: 'percent' });
  const milliseconds = cost.msPerPicture.toLocaleString(texts.tag, { maximumFractionDigits: 1 });
  return (
    <p data-testid="effect-cost" className="text-sm text-ink-soft tabular-nums">
      {texts.effects.cost(percent, milliseconds, cost.framesPerSecond.toFixed(0))}
    </p>
  );
}
