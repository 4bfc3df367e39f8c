import { createPlainPartitionKernel } from '../../src/kernels/plainPartition';
import { partitionContract } from './partitionContract';

partitionContract(createPlainPartitionKernel, ['log-sum-exp'], [14, 13]);
