// Pointer, pen, colours, undo and erase for those who may draw on a shared screen. On its tile while a tool is in hand.
import { Eraser, MousePointer2, PenLine, Trash2, Undo2, X } from 'lucide-react';
import { type AnnotationColour, annotationColours } from '../../../protocol/drawing/drawing.ts';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Tip } from '../parts/tip.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { annotationPaint } from './annotations-layer.ts';
import type { AnnotationTool } from './use-drawing-hand.ts';
import type { ShareAnnotations } from './use-share-annotations.ts';

interface AnnotationsBarProps {
  readonly producerId: string;
  /** Whether it is one's own screen, where one may erase everything. */
  readonly own: boolean;
  readonly annotations: ShareAnnotations;
  readonly tool: AnnotationTool;
  readonly colour: AnnotationColour;
  readonly onTool: (tool: AnnotationTool | undefined) => void;
  readonly onColour: (colour: AnnotationColour) => void;
}

export function AnnotationsBar({
  producerId,
  own,
  annotations,
  tool,
  colour,
  onTool,
  onColour,
}: AnnotationsBarProps) {
  const texts = useTexts().call.annotations;
  const actions = useActions();
  const { lastOwnStroke } = annotations;
  const choose = (chosen: AnnotationColour) => {
    onColour(chosen);
    onTool('pen');
  };
  return (
    <fieldset
      aria-label={texts.tools}
      data-testid="marks-bar"
      className="absolute inset-x-1 top-1 mx-auto flex w-fit items-center justify-center gap-0.5 rounded-xl bg-plate p-0.5 @min-[24rem]:top-2"
    >
      <IconButton
        icon={MousePointer2}
        label={texts.pointer}
        aria-pressed={tool === 'pointer'}
        look="tool"
        onClick={() => onTool('pointer')}
      />
      <IconButton
        icon={PenLine}
        label={texts.pen}
        aria-pressed={tool === 'pen'}
        look="tool"
        onClick={() => onTool('pen')}
      />
      {annotationColours.map((each) => (
        <ColourButton
          key={each}
          colour={each}
          label={texts.colours[each]}
          chosen={tool === 'pen' && each === colour}
          onChoose={() => choose(each)}
        />
      ))}
      <IconButton
        icon={Undo2}
        label={texts.undo}
        look="tool"
        disabled={lastOwnStroke === undefined}
        onClick={() =>
          lastOwnStroke !== undefined &&
          void actions.eraseDrawing(producerId, { what: 'stroke', stroke: lastOwnStroke })
        }
      />
      {own ? (
        <IconButton
          icon={Trash2}
          label={texts.eraseAll}
          look="tool"
          disabled={!annotations.drawn}
          onClick={() => void actions.eraseDrawing(producerId, { what: 'all' })}
        />
      ) : (
        <IconButton
          icon={Eraser}
          label={texts.eraseOwn}
          look="tool"
          disabled={lastOwnStroke === undefined}
          onClick={() => void actions.eraseDrawing(producerId, { what: 'own' })}
        />
      )}
      <IconButton icon={X} label={texts.close} look="tool" onClick={() => onTool(undefined)} />
    </fieldset>
  );
}

interface ColourButtonProps {
  readonly colour: AnnotationColour;
  readonly label: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function ColourButton({ colour, label, chosen, onChoose }: ColourButtonProps) {
  const { ink, edge } = annotationPaint[colour];
  return (
    <Tip text={label}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={chosen}
        onClick={onChoose}
        className={classNames(
          'grid size-7 shrink-0 @min-[24rem]:size-8 place-items-center rounded-lg',
          chosen && 'bg-white/30 outline-2 -outline-offset-2 outline-white',
        )}
      >
        <span className="size-5 rounded-full border-2" style={{ background: ink, borderColor: edge }} />
      </button>
    </Tip>
  );
}
