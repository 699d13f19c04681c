import { hexColors } from './hex-colors';

/**
 * Rainbow, dark blue over green to dark red. Its brightness is uneven, which can show edges that are not there; it stays the habit for class
 * activation maps. The piecewise linear definition of matplotlib at 256 positions.
 *
 * @license matplotlib licence (BSD compatible)
 */
export const jet = hexColors(`
  000080 000084 000089 00008d 000092 000096 00009b 00009f 0000a4 0000a8 0000ad 0000b2 0000b6 0000bb 0000bf 0000c4
  0000c8 0000cd 0000d1 0000d6 0000da 0000df 0000e4 0000e8 0000ed 0000f1 0000f6 0000fa 0000ff 0000ff 0000ff 0000ff
  0000ff 0005ff 0008ff 000dff 0010ff 0015ff 0018ff 001dff 0021ff 0025ff 0029ff 002dff 0031ff 0035ff 0039ff 003dff
  0041ff 0045ff 0049ff 004dff 0051ff 0055ff 0059ff 005dff 0061ff 0065ff 0069ff 006dff 0071ff 0075ff 0079ff 007dff
  0081ff 0084ff 0089ff 008dff 0091ff 0094ff 0099ff 009dff 00a1ff 00a4ff 00a9ff 00adff 00b1ff 00b4ff 00b9ff 00bdff
  00c1ff 00c4ff 00c9ff 00cdff 00d1ff 00d4ff 00d9ff 00ddfe 00e1fb 00e4f8 02e9f4 06edf1 09f1ee 0cf4eb 0ff9e7 13fde4
  16ffe1 19ffde 1cffdb 1fffd7 23ffd4 26ffd1 29ffce 2cffca 30ffc7 33ffc4 36ffc1 39ffbe 3cffba 40ffb7 43ffb4 46ffb1
  49ffad 4dffaa 50ffa7 53ffa4 56ffa0 5aff9d 5dff9a 60ff97 63ff94 66ff90 6aff8d 6dff8a 70ff87 73ff83 77ff80 7aff7d
  7dff7a 80ff77 83ff73 87ff70 8aff6d 8dff6a 90ff66 94ff63 97ff60 9aff5d 9dff5a a0ff56 a4ff53 a7ff50 aaff4d adff49
  b1ff46 b4ff43 b7ff40 baff3c beff39 c1ff36 c4ff33 c7ff30 caff2c ceff29 d1ff26 d4ff23 d7ff1f dbff1c deff19 e1ff16
  e4ff13 e7ff0f ebff0c eeff09 f1fc06 f4f802 f8f500 fbf100 feed00 ffea00 ffe600 ffe200 ffde00 ffdb00 ffd700 ffd300
  ffd000 ffcc00 ffc800 ffc400 ffc100 ffbd00 ffb900 ffb600 ffb200 ffae00 ffab00 ffa700 ffa300 ff9f00 ff9c00 ff9800
  ff9400 ff9100 ff8d00 ff8900 ff8600 ff8200 ff7e00 ff7a00 ff7700 ff7300 ff6f00 ff6c00 ff6800 ff6400 ff6000 ff5d00
  ff5900 ff5500 ff5200 ff4e00 ff4a00 ff4700 ff4300 ff3f00 ff3b00 ff3800 ff3400 ff3000 ff2d00 ff2900 ff2500 ff2200
  ff1e00 ff1a00 ff1600 ff1300 fa0f00 f60b00 f10800 ed0400 e80000 e40000 df0000 da0000 d60000 d10000 cd0000 c80000
  c40000 bf0000 bb0000 b60000 b10000 ad0000 a80000 a40000 9f0000 9b0000 960000 920000 8d0000 890000 840000 800000
`);
