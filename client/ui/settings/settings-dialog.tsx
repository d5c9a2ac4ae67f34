// All settings in one dialog over the call, which goes on behind it. Outside of calls they are pages with addresses.
import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language-store.ts';
import { availableTabs } from './settings-tabs.ts';

interface SettingsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function SettingsDialog({ open, onOpenChange }: SettingsDialogProps) {
  const texts = useTexts();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={texts.settings.title} width="settings">
      <div className="flex flex-col gap-8">
        {availableTabs().map(({ tab, sections }) =>
          sections.map((Section, index) => <Section key={`${tab}-${index}`} />),
        )}
      </div>
    </Dialog>
  );
}
