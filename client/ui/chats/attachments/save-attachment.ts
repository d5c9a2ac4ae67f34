// Saves an attachment the way the browser saves files. Used by files and the large view of pictures.
import type { FileActions } from '../../../app/files-model.ts';

export async function saveAttachment(files: FileActions, id: string, name: string): Promise<void> {
  const address = await files.saveAddress(id);
  if (address === undefined) return;
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
