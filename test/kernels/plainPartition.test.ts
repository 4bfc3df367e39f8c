import { createPlainPartitionKernel } from '../../src/kernels/plainPartition';
import { partitionContract } from './partitionContract';
import { partitionPartsContract } from './partitionPartsContract';

partitionContract(createPlainPartitionKernel, [14, 13], ['log-sum-exp']);
partitionPartsContract(createPlainPartitionKernel, { 'log-sum-exp': [16, 15] });
