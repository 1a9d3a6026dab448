// The files of a drop or of a chosen folder, with their paths, without what systems leave in folders.

const LEFT_OUT = /^(\.|Thumbs\.db$|desktop\.ini$|__MACOSX$)/i;

/** Returns [{file, path}] of an input's files. */
export function chosen(files) {
  return [...files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !path.split("/").some((part) => LEFT_OUT.test(part)));
}

/** Returns [{file, path}] of a drop, folders and all. Must be called within the event. */
export async function dropped(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found = [];
  for (const entry of entries) {
    await take(entry, "", found);
  }
  return found;
}

async function take(entry, folder, found) {
  if (!entry || LEFT_OUT.test(entry.name)) {
    return;
  }
  const path = folder + entry.name;
  if (entry instanceof File) {
    found.push({ file: entry, path });
  } else if (entry.isFile) {
    found.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), path });
  } else {
    for (const child of await children(entry.createReader())) {
      await take(child, `${path}/`, found);
    }
  }
}

/** A reader hands out a hundred at a time, until it hands out none. */
async function children(reader) {
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return all;
    }
    all.push(...some);
  }
}
