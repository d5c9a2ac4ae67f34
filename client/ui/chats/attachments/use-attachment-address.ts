// The address of an attachment's bytes in this page, once they are there. Used by pictures.
import { useEffect, useState } from 'react';
import type { AttachmentPart } from '../../../../protocol/files/model.ts';
import { useActions } from '../../state/meeting-context.ts';

/** @returns `undefined` until they are there */
export function useAttachmentAddress(id: string, part: AttachmentPart): string | undefined {
  const { files } = useActions();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let shown = true;
    void files.address(id, part).then((found) => shown && setAddress(found));
    return () => {
      shown = false;
    };
  }, [files, id, part]);
  return address;
}
