/** Acts on a click, but not on the second of a double click: that may hit what has come in the place of the first. */
export function onSingleClick(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail <= 1) act();
  };
}
