/** What takes of its input nothing but the shape. */
export const readsShape = /^(Shape|ShapeN|Size|Rank|ZerosLike|OnesLike)$/;

/** What depends on more than values: on what is drawn, or on how often something ran. */
export const changing =
  /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|(Stateless)?(While|If)|(Truncated|Random|Stateless|TensorList)\w*|EmptyTensorList|Multinomial)$/;

/** How large the result is follows from these inputs' values, from the index given to the end, and not from their shapes alone. */
const shapedBy: readonly (readonly [RegExp, number])[] = [
  [/^(Fill|Range|LinSpace|Conv\w*Backprop\w*)$/, 0],
  [/^(Where|NonMaxSuppression\w*|Unique\w*|ListDiff|Sparse\w*|String\w*|Bincount|DenseBincount|Ragged\w*)$/, 0],
  [
    /^(Reshape|BroadcastTo|Tile|Slice|StridedSlice|Pad|PadV2|MirrorPad|OneHot|TopK\w*|Resize\w*|\w*ToBatchND|\w*ToSpaceND|ImageProjective\w*|CropAndResize)$/,
    1,
  ],
];

/** The inputs of an operator on whose values the shape of its result depends. */
export function shapedByValueOf(op: string, index: number): boolean {
  return shapedBy.some(([ops, first]) => ops.test(op) && index >= first);
}
