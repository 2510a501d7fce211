using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Runtime;

[TestClass]
public class TapeTests
{
    [TestMethod]
    public void Pops_in_reverse_across_chunks()
    {
        using Tape tape = Tape.Rent();
        for (int i = 0; i < 5000; i++)
        {
            tape.Push((double)i);
        }

        for (int i = 4999; i >= 0; i--)
        {
            Assert.AreEqual(i, tape.PopDouble());
        }
    }
}
