using System;
using System.Globalization;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Autodiff.Tests.Fuzz;

/// <summary>
/// Random programs: every gradient agrees with dual numbers. <c>AUTODIFF_FUZZ_COUNT</c> asks for more programs,
/// <c>AUTODIFF_FUZZ_SEED</c> for others; the project Autodiff.Fuzz runs as many as one has time for.
/// </summary>
[TestClass]
public sealed class FuzzTests
{
    private const int DefaultCount = 400;

    [TestMethod]
    public void Random_programs_have_the_gradient_of_dual_numbers()
    {
        var report = new StringBuilder();
        var campaign = new Campaign(text => report.Append(text)) { MaxFailures = 3 };
        Assert.IsTrue(campaign.Run(Setting("AUTODIFF_FUZZ_SEED", 1), Setting("AUTODIFF_FUZZ_COUNT", DefaultCount)), report.ToString());
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
