// Constants that bring physical numbers to the scale of networks and back, as plain data: part of a trained network's
// file. `normalization.ts` fits and applies them.

/** x → (x - offset) / scale, elementwise with broadcasting; arrays of one element or of one per column or cell. */
export type Scaling<Leaf> = { readonly offset: Leaf; readonly scale: Leaf };
